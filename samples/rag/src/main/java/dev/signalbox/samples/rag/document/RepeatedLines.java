package dev.signalbox.samples.rag.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the first and last lines that pages share, but for a number: headers and footers, which no reader looks for. */
record RepeatedLines(List<List<String>> pages) {

    private static final int FEW_PAGES = 3;

    /** The pages without them; pages as they are if there are only a few. */
    List<List<String>> removed() {
        if (pages.size() < FEW_PAGES) {
            return pages;
        }
        Map<String, Long> counts = pages.stream()
                .flatMap(page -> edges(page).distinct())
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        return pages.stream().map(page -> without(page, counts)).toList();
    }

    private List<String> without(List<String> page, Map<String, Long> counts) {
        List<String> rest = new ArrayList<>(page);
        if (!rest.isEmpty() && isRepeated(rest.get(rest.size() - 1), counts)) {
            rest.remove(rest.size() - 1);
        }
        if (!rest.isEmpty() && isRepeated(rest.get(0), counts)) {
            rest.remove(0);
        }
        return rest;
    }

    private boolean isRepeated(String line, Map<String, Long> counts) {
        return counts.getOrDefault(withoutNumbers(line), 0L) * 2 > pages.size();
    }

    private static Stream<String> edges(List<String> page) {
        return page.isEmpty()
                ? Stream.empty()
                : Stream.of(page.get(0), page.get(page.size() - 1)).map(RepeatedLines::withoutNumbers);
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("\\d+", "#");
    }
}
