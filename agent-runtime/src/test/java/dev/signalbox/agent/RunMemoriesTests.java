package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When others see what a run has added to a conversation. */
class RunMemoriesTests {

    private static final String KIM = "kim";

    private final MemoryJournalStore kept = new MemoryJournalStore();
    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final AtomicBoolean endFails = new AtomicBoolean();
    /** What happens elsewhere while a program has done everything and has not ended yet, one for each time. */
    private final Queue<Runnable> meanwhile = new ArrayDeque<>();

    private final JournalStore store = (JournalStore) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {JournalStore.class}, (self, method, arguments) -> {
                boolean end = arguments != null && arguments[0] instanceof SliceEndRecord;
                if (end && endFails.getAndSet(false)) {
                    throw new JournalStoreException("gone", null);
                }
                try {
                    return method.invoke(kept, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private static final class Echo implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            int last = request.messages().size() - 1;
            String text = ((UserMessage) request.messages().get(last)).singleText();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("heard " + text))
                    .build();
        }
    }

    interface Talker {
        String talk(String text);
    }

    private final class Talking implements AgentProgram<String, String> {
        @Override
        public String run(String text, Run run) {
            String answer = run.agent(Talker.class, setup -> setup.memory(KIM)).talk(text);
            Runnable next = meanwhile.poll();
            if (next != null) {
                next.run();
            }
            return answer;
        }
    }

    private final class Reading implements AgentProgram<String, Integer> {
        @Override
        public Integer run(String input, Run run) {
            int messages = run.memory(KIM).messages().size();
            Runnable next = meanwhile.poll();
            if (next != null) {
                next.run();
            }
            return messages;
        }
    }

    private static final class Clearing implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            run.memory(KIM).clear();
            return "";
        }
    }

    private static final class Breaking implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            ChatMemory memory = run.memory(KIM);
            memory.add(CustomMessage.from(Map.of("cannot be written", new Object())));
            return "";
        }
    }

    private final AgentRuntime runtime = AgentRuntime.builder()
            .journal(store)
            .dispatcher(dispatcher)
            .model(new Echo())
            .program(new Talking())
            .program(new Reading())
            .program(new Clearing())
            .program(new Breaking())
            .build();

    private RunHandle<String> talk(String text) {
        runtime.start();
        return runtime.start(Talking.class, text);
    }

    private SliceEnd work(RunHandle<?> run) {
        return dispatcher.work(run.id());
    }

    private List<String> conversation() {
        return ChatMessageDeserializer.messagesFromJson(kept.memory(KIM).orElse("[]")).stream()
                .map(RunMemoriesTests::text)
                .toList();
    }

    private static String text(ChatMessage message) {
        return message instanceof AiMessage answer ? answer.text() : ((UserMessage) message).singleText();
    }

    @Test
    void aWorkerThatHasLostItsRunDoesNotUndoWhatOthersAddedSince() {
        RunHandle<String> first = talk("one");
        RunHandle<String> second = talk("two");
        meanwhile.add(() -> {
            assertThat(work(first)).isInstanceOf(SliceEnd.Done.class);
            assertThat(work(second)).isInstanceOf(SliceEnd.Done.class);
        });

        SliceEnd lost = work(first);

        assertThat(lost).isInstanceOf(SliceEnd.Lost.class);
        assertThat(conversation()).containsExactly("one", "heard one", "two", "heard two");
    }

    @Test
    void isSeenWithTheEndOfTheRunAndNotBefore() {
        RunHandle<String> run = talk("one");
        endFails.set(true);

        assertThat(work(run)).isInstanceOf(SliceEnd.Again.class);
        assertThat(conversation()).isEmpty();

        assertThat(work(run)).isInstanceOf(SliceEnd.Done.class);
        assertThat(conversation()).containsExactly("one", "heard one");
    }

    @Test
    void runsAtTheSameTimeLeaveWhatTheLastOneHas() {
        RunHandle<String> first = talk("one");
        RunHandle<String> second = talk("two");
        meanwhile.add(() -> work(second));

        work(first);

        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(conversation()).containsExactly("one", "heard one");
    }

    @Test
    void aRunThatOnlyReadsChangesNothing() {
        RunHandle<String> talking = talk("one");
        RunHandle<Integer> reading = runtime.start(Reading.class, "");
        meanwhile.add(() -> work(talking));

        work(reading);

        assertThat(reading.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(conversation()).containsExactly("one", "heard one");
    }

    @Test
    void whatIsClearedIsGone() {
        work(talk("one"));

        work(runtime.start(Clearing.class, ""));

        assertThat(conversation()).isEmpty();
    }

    @Test
    void oneThatCannotBeWrittenFailsItsRun() {
        work(talk("one"));
        RunHandle<String> run = runtime.start(Breaking.class, "");

        assertThat(work(run)).isInstanceOf(SliceEnd.Done.class);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(conversation()).containsExactly("one", "heard one");
    }
}
