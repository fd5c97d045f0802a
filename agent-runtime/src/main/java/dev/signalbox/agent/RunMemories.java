package dev.signalbox.agent;

import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.signalbox.agent.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/**
 * The conversations of a run. A replay adds to each what was added before, so it has to begin with what was there then, and
 * others see what was added only when nothing can be done again.
 */
@RequiredArgsConstructor
final class RunMemories {

    private final Journal journal;
    private final int maxMessages;
    private final Map<String, ChatMemory> memories = new ConcurrentHashMap<>();

    ChatMemory get(String id) {
        return memories.computeIfAbsent(id, this::begin);
    }

    private ChatMemory begin(String id) {
        String before = journal.snapshot(
                "memory:" + id,
                () -> journal.stored(() -> journal.store().memory(id)).orElse("[]"));
        ChatMemory memory = MessageWindowChatMemory.builder()
                .id(id)
                .maxMessages(maxMessages)
                .build();
        ChatMessageDeserializer.messagesFromJson(before).forEach(memory::add);
        return memory;
    }

    /** Lets others see what was added. */
    void commit() {
        memories.forEach((id, memory) ->
                journal.store().memory(id, ChatMessageSerializer.messagesToJson(List.copyOf(memory.messages()))));
    }
}
