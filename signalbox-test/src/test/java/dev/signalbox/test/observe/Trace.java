package dev.signalbox.test.observe;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The spans of one trace. */
record Trace(List<Span> spans) {

    /** Those of that name, by their start. */
    List<Span> named(String name) {
        return sorted(spans.stream().filter(span -> span.getName().equals(name)).toList());
    }

    /** The only one of that name. */
    Span only(String name) {
        List<Span> named = named(name);
        if (named.size() != 1) {
            throw new AssertionError("Expected one span '" + name + "' in:\n" + this);
        }
        return named.get(0);
    }

    List<Span> childrenOf(Span parent) {
        return sorted(spans.stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList());
    }

    private static List<Span> sorted(List<Span> spans) {
        return spans.stream()
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .toList();
    }

    static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, pair -> pair.getValue().getStringValue()));
    }

    /** The tree, one span a line. */
    @Override
    public String toString() {
        StringBuilder tree = new StringBuilder();
        spans.stream()
                .filter(span ->
                        spans.stream().noneMatch(other -> other.getSpanId().equals(span.getParentSpanId())))
                .forEach(root -> append(tree, root, 0));
        return tree.toString();
    }

    private void append(StringBuilder tree, Span span, int depth) {
        tree.append("  ".repeat(depth)).append(span.getName()).append('\n');
        childrenOf(span).forEach(child -> append(tree, child, depth + 1));
    }
}
