#!/usr/bin/env bash
# Measures what a recorded step of a run costs, on SQLite and on PostgreSQL with fsync.
set -euo pipefail
cd "$(dirname "$0")/.."

./mvnw -q --batch-mode -Pbench -pl bench -am -DskipTests package
java -cp 'bench/target/benchmarks.jar:bench/target/lib/*' -Dlogback.configurationFile=none -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  dev.signalbox.bench.JournalReport
