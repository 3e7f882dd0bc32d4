# shellcheck shell=bash
# Layout, measurements and broken input.

format_sources() {
  git ls-files -z --cached --others --exclude-standard '*.cpp' '*.hpp' | xargs -0 -r clang-format -i
  say "laid out; git diff shows what changed"
}

# run_bench [NAME...]: programs build/bench/NAME_bench and scripts bench/NAME.mjs, one after the other, nothing beside.
run_bench() {
  local file name failed=0
  for file in build/bench/*_bench bench/*.mjs; do
    [ -f "$file" ] || continue
    name=$(basename "$file"); name=${name%.mjs}; name=${name%_bench}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    say "$name"
    case $file in
      *.mjs) node "$file" || failed=1 ;;
      *) "$file" || failed=1 ;;
    esac
  done
  return "$failed"
}

# run_fuzz [SECONDS [NAME]]: every target, so many seconds of a processor each, with address and undefined-behaviour
# sanitizers, from the inputs of tests/fuzz/corpus and what earlier runs found worth keeping.
run_fuzz() {
  local seconds=${1:-30} only=${2:-} name target spent tried used
  local TIMEFORMAT=%U
  [ -e build-fuzz/build.ninja ] || quietly cmake-fuzz.log cmake -S . -B build-fuzz -G Ninja -DLINLI_FUZZ=ON -DCMAKE_C_COMPILER=clang \
    -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_ASM_COMPILER=clang
  say "compiling the targets"
  quietly fuzz-build.log ninja -C build-fuzz fuzz_targets
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  for target in build-fuzz/tests/fuzz/fuzz_*; do
    if [ ! -f "$target" ] || [ ! -x "$target" ]; then continue; fi
    name=${target##*/fuzz_}
    [ -z "$only" ] || [ "$only" = "$name" ] || continue
    mkdir -p "build-fuzz/corpus/$name" build-fuzz/found
    say "$name, $seconds s"
    spent=0 tried=0
    while [ "$spent" -lt "$seconds" ]; do # a busy machine gives a process less than its share
      used=$({ time quietly "fuzz-$name.log" "$target" -max_total_time=$((seconds - spent)) -max_len=16384 -timeout=10 \
        -print_final_stats=1 -artifact_prefix="build-fuzz/found/$name-" "build-fuzz/corpus/$name" "tests/fuzz/corpus/$name" 1>&2; } 2>&1) ||
        { printf '%s\n' "$used" >&2; return 1; }
      used=${used##*$'\n'}
      spent=$((spent + ${used%%.*} + 1))
      tried=$((tried + $(sed -n 's/^stat::number_of_executed_units: *//p' "build/logs/fuzz-$name.log")))
    done
    printf '     inputs tried: %s\n' "$tried"
  done
}
