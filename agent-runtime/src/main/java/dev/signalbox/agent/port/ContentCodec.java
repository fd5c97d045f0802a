package dev.signalbox.agent.port;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.signalbox.agent.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;

/** Retrieved contents as they are kept. */
@RequiredArgsConstructor
final class ContentCodec {

    private final Json json;

    /**
     * A content.
     *
     * @param metadata of its text
     * @param about of the retrieval
     */
    private record Kept(String text, Map<String, Value> metadata, Map<String, Value> about) {}

    private record Value(String type, String value) {

        static Value of(Object value) {
            return new Value(value.getClass().getSimpleName(), value.toString());
        }

        Object read() {
            return switch (type) {
                case "UUID" -> UUID.fromString(value);
                case "Integer" -> Integer.valueOf(value);
                case "Long" -> Long.valueOf(value);
                case "Float" -> Float.valueOf(value);
                case "Double" -> Double.valueOf(value);
                default -> value;
            };
        }
    }

    /** Contents to be kept. */
    String encode(List<Content> contents) {
        List<Kept> kept = new ArrayList<>();
        for (Content content : contents) {
            Map<String, Value> metadata = new TreeMap<>();
            content.textSegment().metadata().toMap().forEach((name, value) -> metadata.put(name, Value.of(value)));
            Map<String, Value> about = new TreeMap<>();
            content.metadata().forEach((name, value) -> about.put(name.name(), Value.of(value)));
            kept.add(new Kept(content.textSegment().text(), metadata, about));
        }
        return json.write(kept);
    }

    /** The contents that were kept. */
    List<Content> decode(String kept) {
        List<Content> contents = new ArrayList<>();
        for (Kept content : json.read(kept, Kept[].class)) {
            Map<String, Object> metadata = new LinkedHashMap<>();
            content.metadata().forEach((name, value) -> metadata.put(name, value.read()));
            Map<ContentMetadata, Object> about = new EnumMap<>(ContentMetadata.class);
            content.about().forEach((name, value) -> about.put(ContentMetadata.valueOf(name), value.read()));
            contents.add(Content.from(TextSegment.from(content.text(), Metadata.from(metadata)), about));
        }
        return contents;
    }
}
