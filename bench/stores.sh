#!/usr/bin/env bash
# Measures the stores of budgets; Redis too, where redis-server is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

./mvnw -q --batch-mode -Pbench -pl bench -am -DskipTests package
redis=()
if command -v redis-server >/dev/null; then
  port=$((20000 + RANDOM % 20000))
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no >/dev/null &
  server=$!
  trap 'kill "$server"' EXIT
  redis=("redis://127.0.0.1:$port")
fi
java -cp 'bench/target/benchmarks.jar:bench/target/lib/*' -Dlogback.configurationFile=none -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  dev.signalbox.bench.StoreReport "${redis[@]}"
