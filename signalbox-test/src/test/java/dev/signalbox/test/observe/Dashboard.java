package dev.signalbox.test.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a Grafana dashboard asks of Prometheus.
 *
 * @param queries of its panels and variables
 */
record Dashboard(List<Query> queries) {

    private static final Pattern METRIC = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHED = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"[^\"]*\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern VALUES = Pattern.compile("label_values\\(([a-z_]+), ([a-z_]+)\\)");

    /**
     * One query.
     *
     * @param text as it is written
     * @param metrics that it reads
     * @param labels that all of these must have
     * @param strays names of ours that are neither
     */
    record Query(String text, Set<String> metrics, Set<String> labels, Set<String> strays) {}

    static Dashboard read(Path file) throws IOException {
        JsonNode root = JsonMapper.shared().readTree(file);
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : root.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(query(
                        target.path("expr").asString(),
                        target.path("legendFormat").asString("")));
            }
        }
        for (JsonNode variable : root.path("templating").path("list")) {
            String text = variable.path("query").path("query").asString("");
            VALUES.matcher(text)
                    .results()
                    .forEach(values ->
                            queries.add(new Query(text, Set.of(values.group(1)), Set.of(values.group(2)), Set.of())));
        }
        return new Dashboard(queries);
    }

    private static Query query(String text, String legend) {
        Set<String> metrics = groups(METRIC, text, 1).collect(Collectors.toCollection(TreeSet::new));
        Set<String> labels = new TreeSet<>();
        groups(METRIC, text, 2)
                .flatMap(selector -> groups(MATCHED, selector, 1))
                .forEach(labels::add);
        groups(GROUPED, text, 1)
                .flatMap(list -> Arrays.stream(list.split(", ")))
                .forEach(labels::add);
        groups(SHOWN, legend, 1).forEach(labels::add);
        String rest = METRIC.matcher(GROUPED.matcher(text).replaceAll("")).replaceAll("");
        Set<String> strays = groups(Pattern.compile("((?:signalbox|gen_ai)\\w*)"), rest, 1)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Query(text, metrics, labels, strays);
    }

    private static Stream<String> groups(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(group));
    }
}
