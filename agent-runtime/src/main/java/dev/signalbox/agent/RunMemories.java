package dev.signalbox.agent;

import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.signalbox.agent.journal.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/**
 * The conversations of a run. A replay adds to each what was added before, so it has to begin with what was there then, and
 * others see what was added only when nothing can be done again.
 */
@RequiredArgsConstructor
final class RunMemories {

    private final Journal journal;
    private final int maxMessages;
    private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

    private record Conversation(ChatMemory memory, String before) {

        Conversation(ChatMemory memory) {
            this(memory, json(memory));
        }

        String now() {
            return json(memory);
        }

        boolean isChanged() {
            return !now().equals(before);
        }

        private static String json(ChatMemory memory) {
            return ChatMessageSerializer.messagesToJson(memory.messages());
        }
    }

    ChatMemory get(String id) {
        return conversations.computeIfAbsent(id, this::begin).memory();
    }

    private Conversation begin(String id) {
        String before = journal.snapshot(
                "memory:" + id,
                () -> journal.stored(() -> journal.store().memory(id)).orElse("[]"));
        ChatMemory memory = MessageWindowChatMemory.builder()
                .id(id)
                .maxMessages(maxMessages)
                .build();
        ChatMessageDeserializer.messagesFromJson(before).forEach(memory::add);
        return new Conversation(memory);
    }

    /** What others may see once the run has succeeded, by id; what was only read may have been changed by others since. */
    Map<String, String> changed() {
        return conversations.entrySet().stream()
                .filter(entry -> entry.getValue().isChanged())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().now()));
    }
}
