package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgenticPolicyTests {

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();
    private final ExecutorService executor = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        executor.shutdownNow();
        bed.close();
    }

    public interface Planner {

        @Agent(outputKey = "plan")
        @ModelPolicy("planning")
        @UserMessage("Plan {{goal}}")
        String plan(@V("goal") String goal);
    }

    public interface Writer {

        @Agent(outputKey = "text")
        @ModelPolicy("routine")
        @UserMessage("Write about {{goal}}")
        String write(@V("goal") String goal);
    }

    private <T> T agent(Class<T> type, String outputKey) {
        return AgenticServices.agentBuilder(type)
                .chatModel(router.chatModel())
                .outputKey(outputKey)
                .build();
    }

    @Test
    void theAgentsOfASequenceGoEachByItsOwnPolicy() {
        bed.strong.always(FakeReply.text("the plan"));
        bed.small.always(FakeReply.text("the text"));
        UntypedAgent team = AgenticServices.sequenceBuilder()
                .subAgents(agent(Planner.class, "plan"), agent(Writer.class, "text"))
                .outputKey("text")
                .build();

        Object text = team.invoke(Map.of("goal", "a trip"));

        assertThat(text).isEqualTo("the text");
        bed.assertTracks(1, 1);
        assertThat(policies(bed.calls())).containsExactly("planning", "routine");
    }

    @Test
    void theAgentsOfAParallelTeamGoEachByItsOwnPolicy() {
        UntypedAgent team = AgenticServices.parallelBuilder()
                .subAgents(agent(Planner.class, "plan"), agent(Writer.class, "text"))
                .executor(executor)
                .outputKey("plan")
                .build();

        for (int round = 0; round < 20; round++) {
            team.invoke(Map.of("goal", "trip " + round));
        }

        bed.assertTracks(20, 20);
        assertThat(bed.strong.requests())
                .extracting(ReceivedRequest::lastUserText)
                .allMatch(text -> text.startsWith("Plan"));
        assertThat(bed.small.requests())
                .extracting(ReceivedRequest::lastUserText)
                .allMatch(text -> text.startsWith("Write"));
    }
}
