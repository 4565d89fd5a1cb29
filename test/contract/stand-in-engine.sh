#!/bin/sh
# Speaks the part of a container engine's command line that runs use, and runs the image's command in place, as a process of its own.
# Names are unique, as in an engine. FLANSTACK_STAND_IN_ENGINE is its folder: entry (the image's entry point, a script), images,
# containers/NAME/; down, and one-time orders in order: refuse, die-created, die-started.
set -u
home=$FLANSTACK_STAND_IN_ENGINE
containers=$home/containers

fail() {
  echo "$2" >&2
  exit "$1"
}

ordered() {
  [ -f "$home/order" ] && [ "$(cat "$home/order")" = "$1" ] && rm "$home/order"
}

state_of() {
  if [ ! -f "$1/pid" ]; then echo created
  elif kill -0 "$(cat "$1/pid")" 2>/dev/null; then echo running
  else echo exited
  fi
}

has_image() {
  grep -qxF -- "$1" "$home/images"
}

start() {
  [ -d "$containers/$1" ] || fail 1 "Error response from daemon: No such container: $1"
  # An engine starts a container for one caller at a time.
  until mkdir "$containers/$1/starting" 2>/dev/null; do sleep 0.02; done
  if [ "$(state_of "$containers/$1")" != running ]; then
    # An image has an environment of its own, and what it is given; nothing of the machine's comes along by itself.
    setsid env -i PATH="$PATH" /bin/sh "$containers/$1/run" >>"$containers/$1/log" 2>&1 </dev/null &
    echo $! >"$containers/$1/pid"
    echo start >>"$containers/$1/starts"
  fi
  rmdir "$containers/$1/starting"
  ordered die-started && kill -9 $$
  echo "$1"
}

quoted() {
  printf "'%s' " "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

run() {
  name= detach= variables= mounts=
  while :; do
    case $1 in
      --detach) detach=yes && shift ;;
      --read-only) shift ;;
      --name) name=$2 && shift 2 ;;
      --env)
        variable=${2%%=*}
        case $2 in *=*) value=${2#*=} ;; *) eval "value=\$$2" ;; esac
        variables="$variables$variable=$(quoted "$value")"
        shift 2
        ;;
      --mount)
        source=$(echo "$2" | sed -n 's/^type=bind,source=\(\/[^,]*\),target=\1\(,readonly\)\{0,1\}$/\1/p')
        [ -n "$source" ] || fail 125 "bad mount $2"
        [ -e "$source" ] || fail 125 "bind source path does not exist: $source"
        mounts="$mounts$2
"
        shift 2
        ;;
      --label | --pull | --user | --userns | --tmpfs | --cap-drop | --security-opt | --network | --gpus | --device) shift 2 ;;
      -*) fail 125 "unknown flag: $1" ;;
      *) break ;;
    esac
  done
  [ -n "$detach" ] && [ -n "$name" ] || fail 125 "this stand-in wants --detach and --name"
  has_image "$1" || fail 125 "Unable to find image '$1' locally"
  ordered refuse && fail 125 'could not select device driver "" with capabilities: [[gpu]]'
  shift
  mkdir "$containers/$name" 2>/dev/null || fail 125 "Conflict. The container name \"/$name\" is already in use."
  printf %s "$mounts" >"$containers/$name/mounts"
  for argument in "$@"; do echo "$argument"; done >"$containers/$name/command"
  {
    printf 'exec env %s/bin/sh ' "$variables"
    quoted "$home/entry"
    for argument in "$@"; do quoted "$argument"; done
  } >"$containers/$name/run"
  ordered die-created && kill -9 $$
  start "$name"
}

ps() {
  [ "$1 $2 $4 $5" = "--all --filter --format {{.State}}" ] || fail 125 "this stand-in lists states of all containers"
  name=$(echo "$3" | sed -n 's/^name=^\(.*\)\$$/\1/p')
  [ -d "$containers/$name" ] || return 0
  state=$(state_of "$containers/$name")
  # Podman answers the same question in other words.
  case ${0##*/}-$state in
    podman-running) echo "Up 3 seconds ago" ;;
    podman-exited) echo "Exited (137) 3 seconds ago" ;;
    podman-created) echo Created ;;
    *) echo "$state" ;;
  esac
}

remove() {
  [ -d "$containers/$2" ] || fail 1 "No such container: $2"
  [ ! -f "$containers/$2/pid" ] || kill -9 "$(cat "$containers/$2/pid")" 2>/dev/null
  rm -r "$containers/$2"
}

[ ! -f "$home/down" ] || fail 1 "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
command=$1
shift
case $command in
  run) run "$@" ;;
  start) start "$1" ;;
  ps) ps "$@" ;;
  rm) remove "$@" ;;
  version) echo stand-in ;;
  image) [ "$1" = inspect ] && has_image "$2" ;;
  *) fail 125 "unknown command $command" ;;
esac
