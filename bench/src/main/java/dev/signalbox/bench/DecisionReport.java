package dev.signalbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all benchmarks with one thread and with two, and writes one table of time and allocation. Takes a folder and then
 * whatever JMH takes.
 */
public final class DecisionReport {

    private static final List<Integer> THREADS = List.of(1, 2);

    private DecisionReport() {}

    /** Runs them; the results of {@code n} threads are in {@code decision-n.json}, the table is in {@code decision.md}. */
    public static void main(String... args) throws CommandLineOptionException, IOException, RunnerException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Options given =
                new CommandLineOptions(List.of(args).subList(1, args.length).toArray(String[]::new));
        Map<String, Map<Integer, RunResult>> rows = new TreeMap<>();
        for (int threads : THREADS) {
            for (RunResult result : run(given, threads, folder.resolve("decision-" + threads + ".json"))) {
                rows.computeIfAbsent(row(result.getParams()), row -> new TreeMap<>())
                        .put(threads, result);
            }
        }
        String table = table(rows);
        Files.writeString(folder.resolve("decision.md"), table);
        System.out.println(table);
    }

    private static Collection<RunResult> run(Options given, int threads, Path json) throws RunnerException {
        Options options = new OptionsBuilder()
                .parent(given)
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .build();
        return new Runner(options).run();
    }

    /** Starts with the benchmark and its number of deployments, so that rows to be compared are neighbours. */
    private static String row(BenchmarkParams params) {
        String name = params.getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.(\\w+)$", "$1.$2");
        String deployments = params.getParam("deployments");
        List<String> others = new ArrayList<>();
        params.getParamsKeys().stream()
                .filter(key -> !key.equals("deployments"))
                .forEach(key -> others.add(params.getParam(key)));
        return String.format(
                "| %s | %2s | %s |", name, deployments == null ? "" : deployments, String.join(", ", others));
    }

    private static String table(Map<String, Map<Integer, RunResult>> rows) {
        StringBuilder table = new StringBuilder(header());
        rows.forEach((row, byThreads) -> {
            table.append(row);
            byThreads.values().forEach(result -> table.append(cells(result)));
            table.append('\n');
        });
        return table.toString();
    }

    private static String header() {
        String runtime = "JDK " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors\n\n";
        return runtime + "| benchmark | deployments | with |"
                + THREADS.stream()
                        .map(threads -> " ns, " + threads + " thread(s) | ± | B |")
                        .collect(Collectors.joining())
                + "\n|---|--:|---|" + "--:|--:|--:|".repeat(THREADS.size()) + "\n";
    }

    private static String cells(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"), "allocation");
        return String.format(
                Locale.ROOT, " %,.0f | %,.0f | %,.0f |", time.getScore(), time.getScoreError(), bytes.getScore());
    }
}
