# Runs one engine and ends it when standard input ends, which happens when the parent stops it, exits or is killed.
# usage: sh -c "$guard" guard SIGNAL GRACE_SECONDS LOG COMMAND...
# Prints the engine's process id, then nothing more. Exits with the engine's status.
signal=$1
grace=$2
log=$3
shift 3
exec 3<&0
"$@" </dev/null >>"$log" 2>&1 3<&- &
engine=$!
echo "$engine"
exec </dev/null >/dev/null 2>&1

watch() {
    while read -r _; do :; done <&3
    # A frozen process can't act upon the signal; PostgreSQL's children freeze one by one.
    kill -s CONT "$engine"
    ps -A -o pid= -o ppid= | while read -r child parent; do
        if [ "$parent" = "$engine" ]; then kill -s CONT "$child"; fi
    done
    kill -s "$signal" "$engine"
    tenths=$((grace * 10))
    while [ "$tenths" -gt 0 ] && kill -0 "$engine"; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -s KILL "$engine"
}
watch &
watcher=$!
exec 3<&-
wait "$engine"
status=$?
kill -s KILL "$watcher"
exit "$status"
