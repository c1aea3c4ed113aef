#!/usr/bin/env bash
# not-root.sh MOUNT-POINT SERVER...: mounts, reads and unmounts as a user who is not root. Root becomes one, with
# a /dev/fuse for everybody as most systems have it, on mounts of its own that go when this ends.
set -euo pipefail
if [ "$(id -u)" = 0 ] && [ -z "${INSIDE:-}" ]; then
  INSIDE=yes exec unshare -m bash "$0" "$@"
fi
point=$1
shift
user=() server_only=()
if [ "$(id -u)" = 0 ]; then
  devices=$(mktemp -d)
  mknod -m 666 "$devices/fuse" c 10 229
  mount --bind "$devices/fuse" /dev/fuse
  chown 65534:65534 "$point"
  user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  # The classes may be in root's home.
  server_only=(--inh-caps=+dac_read_search --ambient-caps=+dac_read_search)
fi
coproc "${user[@]}" "${server_only[@]}" "$@"
server=$COPROC_PID
input=${COPROC[1]}
read -r -t 20 line <&"${COPROC[0]}"
echo "$line"
"${user[@]}" cat "$point/file"
echo
"${user[@]}" sh -c 'test "$(stat -c %u "$1/file")" = "$(id -u)" && echo owned' sh "$point"
[ ${#user[@]} = 0 ] || cat "$point/file" 2>&1 || true
exec {input}>&-
wait "$server" || true
findmnt -n "$point" >/dev/null || echo unmounted
[ ${#user[@]} = 0 ] || rm -r "$devices" 2>/dev/null || true
