package dev.signalbox.test.provider;

import java.util.List;
import java.util.stream.Collectors;

/** The dialects, all spoken on one port. */
final class Dialects {

    static final WireDialect OPENAI = new OpenAiDialect();

    /** OpenAI's is the last one: its API has every path that is of no other. */
    private static final List<WireDialect> ALL = List.of(
            new AnthropicDialect(),
            new GeminiDialect(),
            new OllamaDialect(),
            new MistralDialect(),
            new AzureDialect(),
            OPENAI);

    private Dialects() {}

    static WireDialect of(HttpRequestReader.Parsed request) {
        return ALL.stream()
                .filter(dialect -> dialect.speaks(request))
                .findFirst()
                .orElse(OPENAI);
    }

    static WireDialect named(String name) {
        return ALL.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dialect is '" + name + "'; use " + names()));
    }

    private static String names() {
        return ALL.stream().map(WireDialect::name).sorted().collect(Collectors.joining(", "));
    }
}
