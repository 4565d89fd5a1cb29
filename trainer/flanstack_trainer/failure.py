"""One kind of refusal: what happened, where, and what to do."""


class TrainerFailure(Exception):
    """A refusal that a person can act on; it ends up in run.json with the same fields."""

    def __init__(self, code: str, message: str, fix: str):
        super().__init__(f"{message}\n  {fix}")
        self.code = code
        self.message = message
        self.fix = fix

    def __reduce__(self):
        # Exceptions cross processes by their arguments, and ours has three.
        return (TrainerFailure, (self.code, self.message, self.fix))
