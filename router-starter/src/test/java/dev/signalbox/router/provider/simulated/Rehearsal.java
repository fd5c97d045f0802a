package dev.signalbox.router.provider.simulated;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.List;

/** Shorthand for simulated deployments and what is sent to them. */
final class Rehearsal {

    static final Deployment STRONG = Deployment.of("simulated/strong").build();
    static final ProviderSettings PROVIDER =
            ProviderSettings.builder().name("simulated").build();

    private Rehearsal() {}

    static DeploymentClient client(Simulation simulation) {
        return client(simulation, new FakeTime().clockwork());
    }

    static DeploymentClient client(Simulation simulation, Clockwork clockwork) {
        return new SimulatedDialect(deployment -> simulation, clockwork).connect(PROVIDER, STRONG, List.of());
    }

    static Simulation answering(SimulatedAnswer.SimulatedAnswerBuilder... answers) {
        return Simulation.builder()
                .answers(List.of(answers).stream()
                        .map(SimulatedAnswer.SimulatedAnswerBuilder::build)
                        .toList())
                .build();
    }

    static Simulation saying(String text) {
        return answering(SimulatedAnswer.builder().text(text));
    }

    static Simulation failing(SimulatedFailure.SimulatedFailureBuilder failure) {
        return saying("one two three four five six seven eight").toBuilder()
                .failures(List.of(failure.build()))
                .build();
    }

    static ChatRequest request(String text) {
        return request(UserMessage.from(text));
    }

    static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.builder().messages(messages).build();
    }

    static ToolSpecification tool(String name) {
        return ToolSpecification.builder()
                .name(name)
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build();
    }

    static String answer(Simulation simulation, String text) {
        return client(simulation).chatModel().chat(text);
    }
}
