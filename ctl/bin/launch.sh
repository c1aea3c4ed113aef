# shellcheck shell=bash
# What all launchers do before they start Java: find a JDK, and build when a source is newer than the build.
# Sourced by ctl/bin/runnel, node/bin/runnel-node and indexd/bin/runnel-indexd, which set `root` (the project's
# folder) first.
#
# A build is copied to .dist/<digest of its bytes>/ and never changed there, so a node keeps running while newer
# builds appear. Maven builds from nothing in a folder of its own (.dist/build), so no class can be a stale one.
set -Eeuo pipefail
shopt -s nullglob

readonly jdk_least=25
readonly builds_kept=5
readonly dist_root="$root/.dist"
readonly stamp="$dist_root/current" # holds the digest; its time is when that build began

fail() {
  printf 'runnel: %s\n' "$@" >&2
  exit 1
}

# There Path.of("ü") throws, and names print as question marks.
use_utf8() {
  case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac
}

# Sets jdk and jdk_version when the folder $1 is a JDK that is new enough. Reads its `release` file: no process.
try_jdk() {
  local key value version=''
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS='=' read -r key value; do
    [[ $key == JAVA_RUNTIME_VERSION ]] && version=${value//\"/}
  done <"$1/release"
  [[ ${version%%[!0-9]*} =~ ^[0-9]+$ && ${version%%[!0-9]*} -ge $jdk_least ]] || return 1
  jdk=$1 jdk_version=$version
}

find_jdk() {
  local candidate
  for candidate in "${RUNNEL_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* /opt/java/* \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/*; do
    if [[ -n $candidate ]] && try_jdk "$candidate"; then return; fi
  done
  if candidate=$(readlink -f "$(type -P java)"); then
    try_jdk "${candidate%/bin/java}" && return
  fi
  fail "cannot start: no JDK $jdk_least or newer in RUNNEL_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, /opt, SDKMAN or the PATH" \
    "what helps: apt-get install openjdk-$jdk_least-jdk-headless (or a Temurin $jdk_least, and RUNNEL_JAVA_HOME=its folder)"
}

# By ctime, which also tells of a file that was put in place with an old mtime.
is_fresh() {
  local digest=''
  [[ -f $stamp ]] && read -r digest <"$stamp" && [[ -n $digest && -d $dist_root/$digest ]] || return 1
  [[ -z $(find "$root"/*/src/main "$root"/*/bin "$root"/pom.xml "$root"/*/pom.xml "$root/.mvn" -newercm "$stamp" -print -quit) ]] || return 1
  dist=$dist_root/$digest
}

run_maven() {
  local log=$dist_root/build.log
  type -P mvn >/dev/null || fail "cannot build Runnel: Maven is missing" "what helps: apt-get install maven"
  rm -rf "$dist_root/build"
  # JAVA25_HOME shows the JDK to Maven's toolchain, which may not look where it was found.
  # shellcheck disable=SC2016 # Maven expands ${project.artifactId}, once per module.
  if ! (cd "$root" && JAVA25_HOME=$jdk mvn -B -q -Dmaven.test.skip=true -Dchecks.skip=true \
    -Dbuild.folder="$dist_root"'/build/${project.artifactId}' package) </dev/null >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    fail "cannot build Runnel: the last lines are above, all of them in $log"
  fi
}

# Copies what was built to .dist/<digest>, under a temporary name first.
keep_build() {
  local staging module digest
  staging=$(mktemp -d "$dist_root/new.XXXXXX")
  chmod 755 "$staging"
  for module in ctl node indexd; do
    mkdir "$staging/$module"
    cp "$dist_root/build/$module"/*.jar "$dist_root/build/$module"/lib/*.jar "$staging/$module"
  done
  # The parsers, for a process of their own: `node/metadata` is where the node looks for them.
  [[ ! -d $dist_root/build/node/lib/metadata ]] || cp -r "$dist_root/build/node/lib/metadata" "$staging/node"
  modernize "$staging"/ctl/picocli-*.jar "$staging"/node/{bcpkix,bcprov,bcutil,org.eclipse.jgit}*.jar
  cp "$root/.mvn/java.flags" "$staging"
  digest=$(cd "$staging" && sha256sum java.flags */*.jar */*/*.jar | sha256sum)
  digest=${digest:0:16}
  if [[ -d $dist_root/$digest ]]; then
    rm -rf "$staging"
    touch "$dist_root/$digest"
  else
    mv -T "$staging" "$dist_root/$digest"
  fi
  dist=$dist_root/$digest
}

# Makes the classes of these jars such as an AOT cache can keep. That takes a third off the time of ctl (picocli), a tenth
# off a node's processor time at its start and 10 MB off its memory (signed jars); if it fails, they stay as they are.
modernize() {
  (($# == 0)) || "$jdk/bin/java" "$root/ctl/bin/Modernize.java" "$@" >>"$dist_root/build.log" 2>&1 || true
}

drop_old_builds() {
  local old
  # shellcheck disable=SC2012 # The names are digests.
  ls -1dt "$dist_root"/????????????????/ | tail -n "+$((builds_kept + 1))" | while read -r old; do rm -rf "$old"; done
  rm -rf "$dist_root"/new.* "$dist_root/build"
}

# The caller holds the lock.
build() {
  if [[ -f $stamp ]]; then
    echo "building Runnel, its sources changed" >&2
  else
    echo "building Runnel, first use, about a minute" >&2
  fi
  : >"$dist_root/begun"
  run_maven
  keep_build
  printf '%s\n' "${dist##*/}" >"$stamp.new"
  touch -r "$dist_root/begun" "$stamp.new"
  mv -f "$stamp.new" "$stamp"
  drop_old_builds
}

# Runs "$@" while holding the lock $1 of .dist; nothing that it starts in the background may outlive it.
locked() {
  local name=$1 lock
  shift
  # `exec` would end this with the shell's own words.
  { mkdir -p "$dist_root" && : >>"$dist_root/$name"; } 2>/dev/null || fail "cannot build Runnel: $dist_root can't be written" \
    "what helps: a copy of the project that is your own, or its owner running ctl/bin/runnel --version once"
  exec {lock}>"$dist_root/$name"
  flock -n "$lock" || { echo "waiting for another runnel that is building" >&2 && flock "$lock"; }
  "$@"
  exec {lock}>&-
}

build_unless_fresh() { is_fresh || build; }

# Sets dist to the folder of a build of the present sources.
ensure_built() {
  is_fresh || locked lock build_unless_fresh
}

# Sets command to: java, the flags that every Runnel JVM needs, those given after the module ($1), its class path.
java_command() {
  local module=$1 flags jars IFS=:
  shift
  mapfile -t flags <"$dist/java.flags"
  jars=("$dist/$module"/*.jar)
  command=("$jdk/bin/java" "${flags[@]}" "$@" "-Drunnel.root=$root" -cp "${jars[*]}")
}

# Sets command to use an AOT cache, which `$@` after the module ($1) trains: a main class with its arguments.
# Class path, flags and JDK are in the cache's name: a cache of other classes would silently run those.
# Where it can't be made, an empty file of that name remembers so, and the command stays as it was.
use_aot_cache() {
  local module=$1 key cache
  shift
  key=$(printf '%s\n' "$jdk_version" "${command[@]}" | sha256sum)
  cache=$dist/$module-${key:0:16}.aot
  [[ -e $cache || ! -w $dist ]] || locked "$module.lock" train_aot_cache "$cache" "$@"
  if [[ -s $cache ]]; then
    command=("${command[0]}" "-XX:AOTCache=$cache" "${command[@]:1}")
  fi
}

train_aot_cache() {
  local cache=$1
  shift
  [[ ! -e $cache ]] || return 0
  "${command[0]}" "-XX:AOTCacheOutput=$cache.new" "${command[@]:1}" "$@" </dev/null >"$cache.log" 2>&1 || true
  [[ -s $cache.new ]] || : >"$cache.new"
  mv -f "$cache.new" "$cache"
}

use_utf8
find_jdk
ensure_built
