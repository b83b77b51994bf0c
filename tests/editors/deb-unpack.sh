#!/usr/bin/env bash
# deb-unpack.sh FOLDER SUITE PACKAGE…
# Unpacks packages of a newer Debian suite, with all they depend on, into FOLDER/root: needs no root, changes nothing of
# the system. FOLDER/run PROGRAM ARGUMENTS… then runs one of their programs with their own libraries.
set -euo pipefail

folder=$(realpath -m "$1")
suite=$2
shift 2

mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\).*/\2/p' /etc/apt/sources.list 2>/dev/null | head -1)
[ -n "$mirror" ] || { echo 'No Debian mirror is configured on this computer.' >&2; exit 1; }

unpacking="$folder.unpacking"
rm -rf "$unpacking"
trap 'rm -rf "$unpacking"' EXIT
mkdir -p "$unpacking"/{lists/partial,cache/archives/partial,root,etc}
: >"$unpacking/etc/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$unpacking/etc/sources.list"

# A package manager of its own: other sources, other lists, and a system on which nothing is installed yet.
options=(
  -o Dir::Etc::SourceList="$unpacking/etc/sources.list"
  -o Dir::Etc::SourceParts=/dev/null
  -o Dir::State::Lists="$unpacking/lists"
  -o Dir::Cache="$unpacking/cache"
  -o Dir::State::status="$unpacking/etc/status"
  -o Acquire::Check-Valid-Until=false
  -o Acquire::Retries=2
  -o Debug::NoLocking=1
  -o APT::Sandbox::User=root
  -o APT::Install-Recommends=false
)
apt-get "${options[@]}" -qq update
apt-get "${options[@]}" -qq -y --download-only install "$@" >/dev/null
for package in "$unpacking"/cache/archives/*.deb; do dpkg-deb -x "$package" "$unpacking/root"; done
rm -rf "$unpacking/lists" "$unpacking/cache" "$unpacking/etc"

rm -rf "$folder"
mv "$unpacking" "$folder"
libraries="$folder/root/usr/lib/$(uname -m)-linux-gnu"
loader=$(find "$folder/root" -name 'ld-linux-*.so.*' | head -1)
cat >"$folder/run" <<END
#!/bin/sh
program=\$1
shift
exec "$loader" --library-path "$libraries" "$folder/root/usr/bin/\$program" "\$@"
END
chmod +x "$folder/run"
