package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.Agent;
import dev.signalbox.agent.tool.ToolBench.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpToolsTests {

    private final ToolBench bench = new ToolBench();
    private final TinyMcpServer server = new TinyMcpServer();
    private final List<McpClient> clients = new ArrayList<>();
    private String url;

    @BeforeEach
    void start() throws Exception {
        url = server.start();
    }

    @AfterEach
    void close() throws Exception {
        for (McpClient client : clients) {
            client.close();
        }
        server.close();
        bench.close();
    }

    private ToolProvider http() {
        return provider(StreamableHttpMcpTransport.builder().url(url).build());
    }

    private ToolProvider stdio() {
        return provider(StdioMcpTransport.builder()
                .command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TinyMcpServer.class.getName()))
                .build());
    }

    private ToolProvider provider(McpTransport transport) {
        McpClient client = DefaultMcpClient.builder()
                .transport(transport)
                .autoHealthCheck(false)
                .metaSupplier(new McpIdempotencyKey())
                .build();
        clients.add(client);
        return McpToolProvider.builder()
                .mcpClients(client)
                .failIfOneServerFails(true)
                .build();
    }

    private End slice(ToolProvider provider, Map<String, ToolSettings> settings) {
        ToolBox box =
                bench.boxed().providers(List.of(provider)).settings(settings).build();
        return bench.slice(
                box,
                slice -> AiServices.builder(Agent.class)
                        .chatModel(slice.model())
                        .toolProviders(slice.tools().providers())
                        .build()
                        .answer("Go."));
    }

    private End slice(ToolProvider provider) {
        return slice(provider, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "stdio"})
    void areStepsLikeOthersAndAReplayNeedsNoServer(String way) {
        bench.says(uses("search", "{\"text\": \"tea\"}"), AiMessage.from("done"));

        End live = slice(way.equals("http") ? http() : stdio());
        End replayed = slice(request -> {
            throw new IllegalStateException("the server is down");
        });

        assertThat(live.answer()).isEqualTo("done");
        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(replayed.unread()).isEmpty();
        assertThat(bench.toldText()).isEqualTo("did search");
        assertThat(bench.asked.get(0).toolSpecifications()).hasSize(4);
    }

    @Test
    void areUsedAfterARestartAlthoughTheirListIsReplayed() {
        bench.says(uses("search", "{\"text\": \"tea\"}"), AiMessage.from("done"));

        bench.crashAt(2, true);
        slice(http());
        End end = slice(http());

        assertThat(end.answer()).isEqualTo("done");
        assertThat(server.called).containsExactly("search{\"text\":\"tea\"}");
    }

    @Test
    void argumentsAreCheckedBeforeTheyAreSent() {
        bench.says(uses("search", "{\"words\": \"t\"}"), AiMessage.from("oh"));

        slice(http());

        assertThat(bench.toldText()).contains("'search'", "text");
        assertThat(server.called).isEmpty();
    }

    @Test
    void theServerIsToldTheSameKeyAgain() {
        bench.says(uses("plain", "{}"), AiMessage.from("done"));

        bench.crashAt(3, false);
        slice(http());
        slice(http());

        assertThat(server.called).hasSize(2);
        assertThat(Set.copyOf(server.keys)).singleElement().asString().startsWith("run-1-");
    }

    @Test
    void theHintsOfTheServerAreMarksAndSettingsWin() {
        ToolProvider provider = http();
        ToolBox box = bench.boxed()
                .providers(List.of(provider))
                .settings(Map.of(
                        "plain", ToolSettings.builder().effect(Effect.ONCE).build()))
                .build();

        Map<String, Effect> effects = new java.util.TreeMap<>();
        for (AiServiceTool tool : provider.provideTools(null).aiServiceTools()) {
            effects.put(tool.name(), box.provided(tool).effect());
        }

        assertThat(effects)
                .containsEntry("search", Effect.READ)
                .containsEntry("create", Effect.ONCE)
                .containsEntry("replace", Effect.IDEMPOTENT)
                .containsEntry("plain", Effect.ONCE);
    }

    @Test
    void aToolOfAServerCannotBeTransactional() {
        ToolProvider provider = http();
        ToolBox box = bench.boxed()
                .providers(List.of(provider))
                .settings(Map.of(
                        "plain",
                        ToolSettings.builder().effect(Effect.TRANSACTIONAL).build()))
                .build();
        AiServiceTool plain = provider.provideTools(null).aiServiceTools().stream()
                .filter(tool -> tool.name().equals("plain"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> box.provided(plain))
                .hasMessageContaining("'plain'")
                .hasMessageContaining("ONCE");
    }

    @Test
    void whoeverDoesNotKnowWhetherAServerDidItAsksAPerson() {
        bench.says(uses("create", "{\"title\": \"tea\"}"), AiMessage.from("done"));
        server.broken = true;

        End broken = slice(http());
        server.broken = false;
        End waiting = slice(http());
        bench.decide(decision -> decision.decision(Verdict.ANSWER).answer("it is there"));
        End end = slice(http());

        assertThat(broken.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(waiting.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(end.answer()).isEqualTo("done");
        assertThat(bench.toldText()).isEqualTo("it is there");
        assertThat(server.called).hasSize(1);
    }

    @Test
    void whatAServerRefusesHasFailed() {
        bench.says(uses("create", "{\"title\": \"tea\"}"), AiMessage.from("oh"));
        server.refusing = true;

        slice(http());
        End replayed = slice(http());

        assertThat(replayed.answer()).isEqualTo("oh");
        assertThat(bench.toldText()).isEqualTo("it is not allowed");
        assertThat(bench.toolSteps()).singleElement().extracting("state").isEqualTo(StepState.FAILED);
        assertThat(server.called).hasSize(1);
    }

    @Test
    void waitForApprovalLikeOthers() {
        ApprovalRule rule = new ApprovalRule("title == 'tea'", null, null, Verdict.DENY);
        Map<String, ToolSettings> settings =
                Map.of("create", ToolSettings.builder().approval(rule).build());
        bench.says(uses("create", "{\"title\": \"tea\"}"), AiMessage.from("done"));

        End waiting = slice(http(), settings);
        ApprovalRecord question = bench.question();
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        End end = slice(http(), settings);

        assertThat(waiting.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(question.tool()).isEqualTo("create");
        assertThat(end.answer()).isEqualTo("done");
        assertThat(server.called).hasSize(1);
    }

    @Test
    void aListThatCannotBeHadForNowIsAskedForLater() {
        bench.says(AiMessage.from("done"));

        End down = slice(request -> {
            throw new IllegalStateException("the server is down");
        });
        End up = slice(http());

        assertThat(down.stop()).isInstanceOf(Stop.Retry.class);
        assertThat(up.answer()).isEqualTo("done");
    }
}
