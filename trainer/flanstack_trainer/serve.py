"""
A small OpenAI-compatible server: the base model and any number of adapters on it, each under its own model name, with tools and
streaming. It answers one request at a time; for load, docs/trainer.md shows vLLM with the same adapters.
"""

import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .adapter import check_record, read_record
from .base_model import device, find_base, load_model, load_tokenizer
from .failure import TrainerFailure
from .rows import message
from .spans import render
from .tools import parse_answer, parser_of

MAX_BODY = 32 << 20
DEFAULT_TOKENS = 1024


class Models:
    """One base in memory, its adapters switched per request."""

    def __init__(self, adapters: list[Path], base_name: str | None):
        from peft import PeftModel

        records = [(folder, read_record(folder)) for folder in adapters]
        base_name = base_name or records[0][1]["baseModel"]
        base = find_base(base_name)
        self.tokenizer = load_tokenizer(base.folder)
        parser = parser_of(self.tokenizer)
        names = [record["model"] for _, record in records]
        if len(set(names)) < len(names):
            raise TrainerFailure("adapter_names", f"two adapters have one name: {', '.join(names)}", "Serve each only once.")
        for _, record in records:
            check_record(record, base, parser)
        self.base_name = base_name
        self.model = load_model(base.folder)
        for folder, record in records:
            name = record["model"]
            if isinstance(self.model, PeftModel):
                self.model.load_adapter(str(folder), adapter_name=_key(name))
            else:
                self.model = PeftModel.from_pretrained(self.model, str(folder), adapter_name=_key(name))
        self.model.to(device()).eval()
        self.names = [base_name, *names]
        self.lock = threading.Lock()

    def answer(self, request: dict) -> dict:
        import torch

        messages = [message(each) for each in request["messages"]]
        tools = request.get("tools") or []
        prompt = render(self.tokenizer, messages, tools, True)
        ids = self.tokenizer(prompt, add_special_tokens=False, return_tensors="pt")["input_ids"].to(device())
        temperature = float(request.get("temperature") or 0)
        limit = int(request.get("max_completion_tokens") or request.get("max_tokens") or DEFAULT_TOKENS)
        room = self.model.config.max_position_embeddings - ids.shape[1]
        if room <= 0:
            raise TrainerFailure("context_length_exceeded", f"The prompt has {ids.shape[1]} tokens.", "Shorten it.")
        sampling = {"do_sample": True, "temperature": temperature} if temperature > 0 else {"do_sample": False}
        with self.lock, torch.no_grad():
            if request.get("seed") is not None:
                torch.manual_seed(int(request["seed"]))
            is_base = request["model"] == self.base_name
            if not is_base:
                self.model.set_adapter(_key(request["model"]))
            generate = lambda: self.model.generate(  # noqa: E731
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=min(limit, room),
                eos_token_id=self.tokenizer.eos_token_id,
                pad_token_id=self.tokenizer.pad_token_id,
                **sampling,
            )
            if is_base:
                with self.model.disable_adapter():
                    output = generate()
            else:
                output = generate()
        made = output[0, ids.shape[1] :].tolist()
        ended = made[-1:] == [self.tokenizer.eos_token_id]
        parsed = parse_answer(self.tokenizer, made[:-1] if ended else made, ids[0].tolist(), tools)
        calls = [
            {"id": f"call_{index + 1}", "type": "function", "function": {"name": call["name"], "arguments": json.dumps(call["arguments"], ensure_ascii=False)}}
            for index, call in enumerate(parsed["tool_calls"])
        ]
        finish = "tool_calls" if calls else "stop" if ended else "length"
        usage = {"prompt_tokens": ids.shape[1], "completion_tokens": len(made), "total_tokens": ids.shape[1] + len(made)}
        return {"content": parsed["content"] or None, "tool_calls": calls, "finish": finish, "usage": usage}


def _key(name: str) -> str:
    """PEFT keeps adapters as module names, in which a dot separates."""
    return name.replace(".", "_")


def serve(adapters: list[Path], base: str | None, port: int, host: str = "127.0.0.1") -> int:
    models = Models(adapters, base)
    server = ThreadingHTTPServer((host, port), _handler(models))
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}/v1", "models": models.names}), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


def _handler(models: Models):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            if self.path == "/health":
                return self._json(200, {"status": "ok"})
            listed = [{"id": name, "object": "model", "created": 0, "owned_by": "flanstack"} for name in models.names]
            if self.path == "/v1/models":
                return self._json(200, {"object": "list", "data": listed})
            found = [each for each in listed if self.path == f"/v1/models/{each['id']}"]
            return self._json(200, found[0]) if found else self._error(404, "not_found", f"There is no {self.path}.")

        def do_POST(self):
            length = int(self.headers.get("content-length") or 0)
            if length > MAX_BODY:
                self.close_connection = True
                return self._error(413, "too_large", f"A request has at most {MAX_BODY} bytes.")
            body = self.rfile.read(length)
            if self.path != "/v1/chat/completions":
                return self._error(404, "not_found", f"There is no {self.path}.")
            try:
                request = json.loads(body)
                if request.get("model") not in models.names:
                    return self._error(404, "model_not_found", f"Served are {', '.join(models.names)}.")
                if not request.get("messages"):
                    return self._error(400, "invalid_request", "messages is missing or empty.")
                answer = models.answer(request)
            except TrainerFailure as failure:
                return self._error(400, failure.code, failure.message)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return self._error(400, "invalid_request", f"The request cannot be read: {error!r}"[:300])
            if request.get("stream"):
                return self._stream(request, answer)
            content = {"role": "assistant", "content": answer["content"]}
            if answer["tool_calls"]:
                content["tool_calls"] = answer["tool_calls"]
            choice = {"index": 0, "message": content, "finish_reason": answer["finish"]}
            return self._json(200, {**_head(request, "chat.completion"), "choices": [choice], "usage": answer["usage"]})

        def _stream(self, request: dict, answer: dict) -> None:
            """Chunks as the protocol has them; a call is sent whole, since it is only known when it can be read."""
            head = _head(request, "chat.completion.chunk")
            deltas = [{"role": "assistant", "content": ""}]
            deltas += [{"content": word} for word in _words(answer["content"] or "")]
            deltas += [{"tool_calls": [{"index": index, **call}]} for index, call in enumerate(answer["tool_calls"])]
            chunks = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
            chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": answer["finish"]}]})
            if (request.get("stream_options") or {}).get("include_usage"):
                chunks.append({**head, "choices": [], "usage": answer["usage"]})
            text = "".join(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
            self._send(200, "text/event-stream", text.encode())

        def _json(self, status: int, value: dict) -> None:
            self._send(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

        def _error(self, status: int, code: str, text: str) -> None:
            self._json(status, {"error": {"message": text, "type": "invalid_request_error", "code": code}})

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _head(request: dict, kind: str) -> dict:
    return {"id": f"chatcmpl-{uuid.uuid4().hex[:24]}", "object": kind, "created": int(time.time()), "model": request["model"]}


def _words(text: str) -> list[str]:
    return [text[start : start + 24] for start in range(0, len(text), 24)]
