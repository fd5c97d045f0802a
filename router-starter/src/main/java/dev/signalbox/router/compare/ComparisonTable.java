package dev.signalbox.router.compare;

import dev.signalbox.router.compare.statistics.Interval;
import dev.signalbox.router.compare.statistics.Pair;
import java.math.BigDecimal;
import java.util.Locale;

/** A report as text of at most 110 columns. */
public final class ComparisonTable {

    private static final int NAME = 20;

    private ComparisonTable() {}

    /** The contenders, the categories, the pairs and the verdict. */
    public static String of(ComparisonResult result) {
        ComparisonReport report = result.report();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-20s %5s  %-22s %14s %9s %9s %7s",
                "contender",
                "n",
                "quality",
                "USD/1000",
                "p50 ms",
                "p90 ms",
                "failed");
        report.contenders().forEach(standing -> contender(text, standing));
        text.append('\n');
        line(text, "%-20s %-20s %5s  %-22s", "category", "contender", "n", "quality");
        report.categories()
                .forEach(row -> row.cells()
                        .forEach(cell -> line(
                                text,
                                "%-20s %-20s %5d  %-22s",
                                cut(row.category()),
                                cut(cell.contender()),
                                cell.n(),
                                quality(cell.mean(), cell.low(), cell.high()))));
        if (!report.pairs().isEmpty()) {
            text.append('\n');
            line(text, "%-43s %5s  %-24s %s", "pair", "n", "difference", "decided");
            report.pairs().forEach(pair -> pair(text, pair));
        }
        text.append('\n').append(wrapped(report.verdict().text()));
        if (result.ungraded() > 0) {
            text.append("Without a grade, and left out: ")
                    .append(result.ungraded())
                    .append(" answers.\n");
        }
        text.append("Cost: ").append(result.cost()).append(", judges: ").append(result.gradingCost());
        return text.append(".\n").toString();
    }

    private static void contender(StringBuilder text, ComparisonReport.Standing standing) {
        Interval quality = standing.quality();
        ComparisonReport.Latency latency = standing.latencyMillis();
        line(
                text,
                "%-20s %5d  %-22s %14s %9s %9s %7d",
                cut(standing.name()),
                quality == null ? 0 : quality.n(),
                quality == null ? "ungraded" : quality(quality.mean(), quality.low(), quality.high()),
                perThousand(standing.costUsd()),
                latency == null ? "-" : latency.p50(),
                latency == null ? "-" : latency.p90(),
                standing.failed());
    }

    private static void pair(StringBuilder text, Pair pair) {
        line(
                text,
                "%-43s %5d  %-24s %s",
                cut(pair.first()) + " - " + cut(pair.second()),
                pair.n(),
                String.format(Locale.ROOT, "%+.3f (%+.3f, %+.3f)", pair.difference(), pair.low(), pair.high()),
                pair.decided() ? "yes" : "no");
    }

    private static String quality(double mean, double low, double high) {
        return String.format(Locale.ROOT, "%.3f (%.3f, %.3f)", mean, low, high);
    }

    private static String perThousand(ComparisonReport.Costs costs) {
        BigDecimal mean = costs.mean();
        return mean == null
                ? "unknown"
                : String.format(Locale.ROOT, "%.4f", mean.movePointRight(3)) + (costs.unknown() > 0 ? " + ?" : "");
    }

    private static String wrapped(String words) {
        return words.replaceAll("(.{1,108})(?: |$)", "$1\n");
    }

    private static String cut(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
