package dev.signalbox.agent;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.output.OutputParsingException;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.port.JournaledChatModel;
import dev.signalbox.agent.port.JournaledRetriever;
import dev.signalbox.agent.port.JournaledStreamingChatModel;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.port.Speaker;
import dev.signalbox.agent.tool.RunTools;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes the AI services of a run, whose model and tool calls are steps. */
@RequiredArgsConstructor
final class RunAgents {

    private final RunPorts ports;
    private final RunTools tools;
    private final RunMemories memories;
    private final Map<Role, String> policies;

    /** One of a branch and an interface without more said is made once. */
    <A> A plain(Class<A> type) {
        return ports.journal().scope().keep(type, () -> agent(type, new AgentSetup()));
    }

    <A> A agent(Class<A> type, AgentSetup setup) {
        Role role = role(type, setup);
        Speaker speaker = speaker(type.getSimpleName(), role);
        AiServices<A> services = AiServices.builder(type).chatModel(new JournaledChatModel(ports, speaker));
        if (Arrays.stream(type.getMethods()).anyMatch(RunAgents::streams)) {
            services.streamingChatModel(new JournaledStreamingChatModel(ports, speaker));
        }
        addTools(services, type, setup);
        addMemory(services, type, setup);
        if (setup.retriever != null) {
            services.contentRetriever(new JournaledRetriever(ports, setup.retriever));
        }
        setup.customizer.accept(services);
        return escalating(type, services.build());
    }

    /** Streams come as LangChain4j's own type, or as one that it knows to make of that. */
    private static boolean streams(Method method) {
        String type = method.getReturnType().getName();
        return type.equals(TokenStream.class.getName()) || type.startsWith("reactor.");
    }

    Speaker speaker(@Nullable String agent, @Nullable Role role) {
        return new Speaker(agent, role == null ? null : role.fact(), role == null ? null : policies.get(role));
    }

    private static @Nullable Role role(Class<?> type, AgentSetup setup) {
        AgentRole annotated = type.getAnnotation(AgentRole.class);
        return setup.role != null || annotated == null ? setup.role : annotated.value();
    }

    private void addTools(AiServices<?> services, Class<?> type, AgentSetup setup) {
        AgentTools annotated = type.getAnnotation(AgentTools.class);
        List<Object> objects = Stream.concat(
                        Arrays.stream(annotated == null ? new Class<?>[0] : annotated.value())
                                .map(tools::object),
                        setup.tools.stream())
                .toList();
        if (!objects.isEmpty()) {
            services.tools(tools.tools(objects));
        }
        setup.toolProviders.forEach(provider -> services.toolProvider(tools.provider(provider)));
    }

    private void addMemory(AiServices<?> services, Class<?> type, AgentSetup setup) {
        String memory = setup.memory;
        if (memory != null) {
            services.chatMemory(memories.get(memory));
        } else if (Arrays.stream(type.getMethods()).anyMatch(RunAgents::hasMemoryId)) {
            services.chatMemoryProvider(id -> memories.get(String.valueOf(id)));
        }
    }

    private static boolean hasMemoryId(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(MemoryId.class));
    }

    /** An answer that does not fit its type is asked for once more, of a stronger model. */
    private <A> A escalating(Class<A> type, A service) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call(service, method, arguments);
                    } catch (OutputParsingException e) {
                        Scope scope = ports.journal().scope();
                        ports.escalation().next(scope);
                        return call(service, method, arguments);
                    }
                });
        return type.cast(proxy);
    }

    private static @Nullable Object call(Object service, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        method.trySetAccessible(); // the interface may be one of a package
        try {
            method.setAccessible(true); // the interface need not be public
            return method.invoke(service, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
