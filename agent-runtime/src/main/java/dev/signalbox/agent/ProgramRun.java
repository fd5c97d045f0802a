package dev.signalbox.agent;

import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.JournaledChatModel;
import dev.signalbox.agent.port.JournaledStreamingChatModel;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.tool.RunTools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/** The run of one slice. */
@Builder
record ProgramRun(
        RunPorts ports,
        RunAgents agents,
        RunTools runTools,
        RunSteps steps,
        RunBranches branches,
        RunMemories memories,
        RunChildren children,
        RandomGenerator randomness)
        implements Run {

    @Override
    public RunId id() {
        return ports.journal().run().id();
    }

    @Override
    public Optional<String> tenant() {
        return Optional.ofNullable(ports.tenant());
    }

    @Override
    public <A> A agent(Class<A> type) {
        return agents.plain(type);
    }

    @Override
    public <A> A agent(Class<A> type, Consumer<AgentSetup> setup) {
        AgentSetup said = new AgentSetup();
        setup.accept(said);
        return agents.agent(type, said);
    }

    @Override
    public ChatModel model() {
        return new JournaledChatModel(ports, agents.speaker(null, null));
    }

    @Override
    public ChatModel model(Role role) {
        return new JournaledChatModel(ports, agents.speaker(null, role));
    }

    @Override
    public StreamingChatModel streamingModel() {
        return new JournaledStreamingChatModel(ports, agents.speaker(null, null));
    }

    @Override
    public List<AiServiceTool> tools(Object... objects) {
        return runTools.tools(List.of(objects));
    }

    @Override
    public ToolProvider toolProvider(ToolProvider provider) {
        return runTools.provider(provider);
    }

    @Override
    public ChatMemory memory(String id) {
        return memories.get(id);
    }

    @Override
    public <T, R> List<R> parallel(String name, List<T> items, int concurrency, Function<? super T, ? extends R> work) {
        return branches.run(name, items, concurrency, work);
    }

    @Override
    public <I, O> O child(Class<? extends AgentProgram<I, O>> program, I input) {
        return children.run(program, input);
    }

    @Override
    public void sleep(Duration time) {
        steps.sleep(time);
    }

    @Override
    public <T extends @Nullable Object> T await(String signal, Class<T> type) {
        String payload = steps.await(signal, null);
        return ports.json().value(Objects.requireNonNull(payload, "no signal without a time"), type);
    }

    @Override
    public <T> Optional<T> await(String signal, Class<T> type, Duration within) {
        Json json = ports.json();
        return Optional.ofNullable(steps.await(signal, within)).map(payload -> json.value(payload, type));
    }

    @Override
    public Instant now() {
        return kept("now", Instant.class, () -> ports.clock().instant());
    }

    @Override
    public double random() {
        return kept("random", Double.class, randomness::nextDouble);
    }

    @Override
    public UUID uuid() {
        return kept("uuid", UUID.class, () -> UUID.fromString(ports.ids().get()));
    }

    private <T> T kept(String name, Class<T> type, Supplier<T> maker) {
        return Objects.requireNonNull(steps.note(name, type, maker), name);
    }

    @Override
    public <T> @Nullable T note(String name, Class<T> type, Supplier<? extends @Nullable T> maker) {
        return steps.note("note:" + name, type, maker);
    }

    @Override
    public int version(String change, int oldest, int newest) {
        return steps.version(change, oldest, newest);
    }
}
