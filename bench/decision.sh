#!/usr/bin/env bash
# Builds the benchmarks and runs them all with one thread and with two: times, allocation, and a Markdown table of both in
# target/. Takes what JMH takes, for example: decision.sh Decision -p deployments=8
set -euo pipefail
cd "$(dirname "$0")/.."

./mvnw -q -Pbench -pl bench -am -Dmaven.test.skip package
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp bench/target/benchmarks.jar dev.signalbox.bench.DecisionReport \
  bench/target "$@"
