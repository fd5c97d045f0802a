package dev.signalbox.agent;

import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an agent has beside what its interface says. */
public final class AgentSetup {

    @Nullable
    Role role;

    @Nullable
    String memory;

    @Nullable
    ContentRetriever retriever;

    final List<Object> tools = new ArrayList<>();
    final List<ToolProvider> toolProviders = new ArrayList<>();
    Consumer<AiServices<?>> customizer = services -> {};

    AgentSetup() {}

    /** Its role, in place of the one its interface says. */
    public AgentSetup role(Role wanted) {
        this.role = wanted;
        return this;
    }

    /** The conversation that it goes on with. */
    public AgentSetup memory(String id) {
        this.memory = id;
        return this;
    }

    /** More tools: objects with {@link dev.langchain4j.agent.tool.Tool} methods. */
    public AgentSetup tools(Object... objects) {
        tools.addAll(List.of(objects));
        return this;
    }

    /** More tools, such as those of an MCP server. */
    public AgentSetup toolProvider(ToolProvider provider) {
        toolProviders.add(provider);
        return this;
    }

    /** What it looks things up in; each look-up is a step. */
    public AgentSetup retriever(ContentRetriever contents) {
        this.retriever = contents;
        return this;
    }

    /** Whatever else LangChain4j can do. Must not set models, tools or memories, which would not be recorded. */
    public AgentSetup customize(Consumer<AiServices<?>> services) {
        this.customizer = customizer.andThen(services);
        return this;
    }
}
