#!/usr/bin/env bash
# Builds Tricera with a profile of the corpus (PGO), beside the plain release build, and says how to compare the two:
#
#     bench-corpus/pgo.sh [CARGO OPTIONS…]       for example: --no-default-features --features direct-threaded
#
# The binary is target/pgo/use/release/tricera. Needs llvm-profdata of the LLVM that rustc has: that of the toolchain, one
# on the PATH, or the one that LLVM_PROFDATA names.

set -euo pipefail
cd "$(dirname "$0")/.."

llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
host=$(rustc -vV | sed -n 's/^host: //p')

# The tool whose version is the compiler's: another one does not read its profiles.
find_profdata() {
    local tool
    for tool in "${LLVM_PROFDATA:-}" "$(rustc --print sysroot)/lib/rustlib/$host/bin/llvm-profdata" \
        "llvm-profdata-$llvm" "/usr/lib/llvm-$llvm/bin/llvm-profdata" llvm-profdata; do
        [ -n "$tool" ] && command -v "$tool" >/dev/null 2>&1 || continue
        case $tool in
        llvm-profdata) llvm-profdata merge --version 2>/dev/null | grep -q "version $llvm\." || continue ;;
        esac
        command -v "$tool"
        return
    done
    return 1
}
if ! profdata=$(find_profdata); then
    echo "pgo.sh: there is no llvm-profdata for LLVM $llvm. Install it with the toolchain:" >&2
    echo "    rustup component add llvm-tools" >&2
    echo "or from the distribution (apt-get install llvm-$llvm), or name it in LLVM_PROFDATA." >&2
    exit 2
fi

work=$PWD/target/pgo
rm -rf "$work/raw" && mkdir -p "$work/raw"

echo "pgo.sh: building with counters"
RUSTFLAGS="${RUSTFLAGS:-} -Cprofile-generate=$work/raw" cargo build --release -p tricera --target-dir "$work/generate" "$@"

echo "pgo.sh: running the corpus"
"$work/generate/release/tricera" bench --quick --samples 1 --rounds 1 >"$work/training.txt"
ls "$work/raw"/*.profraw >/dev/null 2>&1 || { echo "pgo.sh: the run left no profile" >&2; exit 1; }
"$profdata" merge -o "$work/corpus.profdata" "$work/raw"

echo "pgo.sh: building with the profile"
RUSTFLAGS="${RUSTFLAGS:-} -Cprofile-use=$work/corpus.profdata -Cllvm-args=-pgo-warn-missing-function=false" \
    cargo build --release -p tricera --target-dir "$work/use" "$@"

echo "pgo.sh: done. What the profile is worth:"
echo "    cargo run --release -- bench --pgo target/pgo/use/release/tricera"
