# What every script needs before it can work. Sourced, not run; works in bash 4 and newer.
#
#   . "$(dirname "$0")/lib/setup.sh"
#   setup "$@"          # reads --yes; installs packages, checks Rust
#
# Exit code 3: the machine lacks something, and the text says what.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The scripts run what stands in target/, wherever the user's other projects are built.
export CARGO_TARGET_DIR="$PWD/target"

# Debian and Ubuntu names of what the build needs: whisper.cpp is C++ and is built by cmake; the sound card and the
# system's voice are reached through C libraries, and clang reads the headers of the second.
packages=(cmake g++ make pkg-config libasound2-dev libspeechd-dev clang libclang-dev)

# What the voice needs while the program runs; without it questions are only shown.
voice_packages=(speech-dispatcher speech-dispatcher-espeak-ng espeak-ng)

# What the virtual sound card of the tests needs (scripts/virtual-audio).
card_packages=(pulseaudio pulseaudio-utils "${voice_packages[@]}")

say() { printf '%s\n' "$*" >&2; }
fail() { say "Error: $1"; shift; for hint in "$@"; do say "Hint: $hint"; done; exit 3; }

setup() {
    yes=${CI:+yes}
    for word in "$@"; do [ "$word" = --yes ] && yes=yes; done
    install_packages "${packages[@]}"
    check_rust
}

install_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null; then
        for name in cmake c++ make pkg-config clang; do
            command -v "$name" >/dev/null || missing+=("$name")
        done
        for name in alsa speech-dispatcher; do
            pkg-config --exists "$name" 2>/dev/null || [ "$(uname)" != Linux ] || missing+=("$name (headers)")
        done
        [ ${#missing[@]} = 0 ] || fail "missing: ${missing[*]}" \
            "install cmake, a C++ compiler, make, pkg-config, clang and, on Linux, the development files of ALSA and speech-dispatcher with your system's package manager, then run this again."
        return
    fi
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return
    local root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "these packages are missing: ${missing[*]}" \
            "as root, run: apt-get install ${missing[*]}"
        root=(sudo)
        if [ -z "$yes" ]; then
            [ -t 0 ] || fail "these packages are missing: ${missing[*]}" \
                "run this again with --yes to let it call sudo, or run: sudo apt-get install ${missing[*]}"
            printf 'These packages are missing: %s\nInstall them with sudo apt-get? [y/N] ' "${missing[*]}" >&2
            read -r answer
            case "$answer" in [yY]*) ;; *) fail "nothing was installed" "sudo apt-get install ${missing[*]}" ;; esac
        fi
    fi
    say "Installing ${missing[*]} ..."
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Installs what the virtual sound card needs, but never at the cost of something that is installed: the sound server of
# the tests cannot live beside that of some desktops. Says why and returns 1 where that would happen.
install_card() {
    local removed
    if ! command -v dpkg-query >/dev/null; then
        command -v pulseaudio >/dev/null && command -v speech-dispatcher >/dev/null && return
        say "The virtual sound card needs pulseaudio and speech-dispatcher with espeak-ng."
        return 1
    fi
    removed=$(LC_ALL=C apt-get -s install --no-install-recommends "${card_packages[@]}" 2>/dev/null |
        sed -n 's/^Remv \([^ ]*\).*/\1/p' || true)
    if [ -n "$removed" ]; then
        say "The virtual sound card cannot be installed without removing $(echo $removed)."
        return 1
    fi
    install_packages "${card_packages[@]}"
}

check_rust() {
    local least found
    if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
        PATH="$HOME/.cargo/bin:$PATH"
    fi
    command -v cargo >/dev/null || fail "Rust is not installed" "https://rustup.rs says how to get it; then run this again."
    least=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    found=$(cargo --version | cut -d' ' -f2)
    [ "$(printf '%s\n' "$least" "${found%%-*}" | sort -V | head -n 1)" = "$least" ] ||
        fail "Rust $found is too old; $least or newer is needed" "rustup update stable"
}
