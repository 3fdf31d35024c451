# Shell functions that make a folder in which county, sync and kiosk run: configurations, keys, an enrolled kiosk, the sample edition.

# set_key FILE KEY VALUE: gives one key of a configuration (a copy of the reference in config/) its value. A key that the
# reference only shows by its default stands behind a '#'.
set_key() {
  [ "$(grep -cE "^#?$2 *=" "$1")" = 1 ] || fail "$(basename "$1") has no key '$2': packaging/demo_folder.sh and config/ do not fit together."
  sed -i -E "s|^#?$2 *=.*|$2 = $3|" "$1"
}

# free_port: prints a loopback port that nobody listens on.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
}

# run_step WHAT COMMAND ...: a step of the preparation, whose output is shown only when it fails.
run_step() {
  local what=$1 output
  shift
  say "$what ..."
  output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; fail "$what: failed; see above."; }
}

# memory_folder FOLDER: a folder in memory for what must never reach a disk, one for each demo folder. The kiosk makes it.
memory_folder() {
  [ -w /dev/shm ] || fail "/dev/shm is not there: drafts need a folder in memory."
  echo "/dev/shm/lianxin-$(id -u)-$(sha256sum <<< "$1" | cut -c 1-12)"
}

# write_configurations FOLDER: copies of the references; relative paths in them start at the folder.
write_configurations() {
  local folder=$1 port
  port=$(free_port)
  cp "$root"/config/{county,sync,kiosk}.toml "$folder/"
  set_key "$folder/county.toml" state '"county"'
  set_key "$folder/county.toml" keys '"keys"'
  set_key "$folder/county.toml" assets "\"$root/assets\""
  set_key "$folder/county.toml" port "$port"
  set_key "$folder/sync.toml" outbox '"kiosk/outbox"'
  set_key "$folder/sync.toml" state '"sync"'
  set_key "$folder/sync.toml" metrics '"sync/lianxin.prom"'
  set_key "$folder/sync.toml" library '"library"'
  set_key "$folder/sync.toml" enrolment '"enrolment"'
  # A folder that stands for a plugged-in stick: make it to plug it in.
  set_key "$folder/sync.toml" folder '"stick"'
  set_key "$folder/sync.toml" mounted false
  # A demonstration is watched: an answer shall be there in seconds.
  set_key "$folder/sync.toml" resting_seconds 10
  set_key "$folder/kiosk.toml" state '"kiosk"'
  set_key "$folder/kiosk.toml" inbox '"sync/inbox"'
  set_key "$folder/kiosk.toml" library '"library"'
  set_key "$folder/kiosk.toml" enrolment '"enrolment"'
  set_key "$folder/kiosk.toml" volatile "\"$(memory_folder "$folder")\""
  set_key "$folder/kiosk.toml" assets "\"$root/assets\""
  set_key "$folder/kiosk.toml" hall '"清溪镇便民服务中心"'
  set_key "$folder/kiosk.toml" fullscreen false
}

# add_person BIN FOLDER ID NAME PIN [--technician]: somebody who can log in at the demo's kiosk; the PIN is no secret here.
add_person() {
  run_step "giving $4 a PIN at the kiosk ($5)" "$1/lianxin-kiosk" --config "$2/kiosk.toml" --add-staff "$3" --name "$4" "${@:6}" <<< "$5"$'\n'"$5"
}

# announce_samples BIN FOLDER: some questions with their answers on the board, which no edition holds.
announce_samples() {
  local file
  for file in "$root"/assets/samples/board/*.toml; do
    run_step "announcing the question $(basename "$file" .toml)" "$1/lianxin-county" --config "$2/county.toml" announce "$file" --kind board --id "$(basename "$file" .toml)"
  done
  touch "$2/announced"
}

# prepare FOLDER BIN: does nothing when an earlier run finished there; never touches a folder with something else in it.
prepare() {
  local folder bin=$2 program
  mkdir -p "$1"
  folder=$(cd "$1" && pwd)
  for program in kiosk sync county pack; do
    [ -x "$bin/lianxin-$program" ] || fail "$bin/lianxin-$program is not there: build it first."
  done
  if [ -e "$folder/prepared" ]; then
    say "$folder is prepared already."
    return
  fi
  [ -z "$(ls -A "$folder")" ] || fail "$folder is not empty: name another folder, or delete this one."
  write_configurations "$folder"
  if [ -x "$bin/lianxin-load-check" ]; then set_key "$folder/sync.toml" load_check "\"$(cd "$bin" && pwd)/lianxin-load-check\""; fi
  run_step "making the demo county's keys and database" "$bin/lianxin-county" --config "$folder/county.toml" init
  run_step "enrolling a kiosk of the township 清溪镇" "$bin/lianxin-county" --config "$folder/county.toml" enrol \
    --kiosk qingxi-1 --township 990021101000 --bundle "$folder/enrolment"
  run_step "building and signing the sample edition" "$bin/lianxin-pack" build "$root/assets/samples/county" \
    --out "$folder/edition.lxe" --key "$folder/keys/publisher.key"
  run_step "installing it at the kiosk" "$bin/lianxin-pack" install "$folder/edition.lxe" \
    --library "$folder/library" --trust "$folder/enrolment"
  add_person "$bin" "$folder" wang-fang 王芳 28064175
  add_person "$bin" "$folder" li-qiang 李强 61930527 --technician
  run_step "publishing it at the county" "$bin/lianxin-county" --config "$folder/county.toml" publish "$folder/edition.lxe"
  touch "$folder/prepared"
  say "$folder is ready."
}
