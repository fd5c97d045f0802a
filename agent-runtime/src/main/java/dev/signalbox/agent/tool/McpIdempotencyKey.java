package dev.signalbox.agent.tool;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.client.McpMetaSupplier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an MCP server the {@link IdempotencyKey} of each use of its tools, as {@value #NAME} in {@code _meta}. Given to the
 * client: {@code DefaultMcpClient.builder().metaSupplier(new McpIdempotencyKey())}.
 */
public final class McpIdempotencyKey implements McpMetaSupplier {

    /** The name of the key in {@code _meta}. */
    public static final String NAME = "dev.signalbox/idempotency-key";

    @Override
    public Map<String, Object> apply(@Nullable McpCallContext call) {
        InvocationContext context = call == null ? null : call.invocationContext();
        Object key = context == null || context.managedParameters() == null
                ? null
                : context.managedParameters().get(IdempotencyKey.class);
        return key == null ? Map.of() : Map.of(NAME, key.toString());
    }
}
