package dev.signalbox.samples.agentdesk;

import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.service.tool.ToolProvider;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The MCP server, in this process so that the sample needs nothing else, and its client. */
@Configuration(proxyBeanMethods = false)
class WeatherConfiguration {

    @Bean
    WeatherServer weatherServer(EffectLog effects) throws IOException {
        return new WeatherServer(effects);
    }

    @Bean
    McpClient weatherClient(WeatherServer server) {
        return DefaultMcpClient.builder()
                .key("weather")
                .transport(
                        StreamableHttpMcpTransport.builder().url(server.url()).build())
                .build();
    }

    @Bean
    ToolProvider weather(McpClient client) {
        return McpToolProvider.builder().mcpClients(client).build();
    }
}
