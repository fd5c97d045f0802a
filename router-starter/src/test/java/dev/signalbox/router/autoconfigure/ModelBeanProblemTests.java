package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is said about beans that cannot be called. */
class ModelBeanProblemTests {

    private static ApplicationContextRunner withModels(ApplicationContextRunner runner) {
        return runner.withBean("openAiChatModel", ChatModel.class, () -> OwnModel.saying("mine"))
                .withBean("openAiStreamingChatModel", StreamingChatModel.class, () -> new OwnStreamingModel("mine"));
    }

    private static Report report(String deployment) {
        return Report.of(
                Yaml.of("signalbox: { models: { own: { deployments: [" + deployment + "] } } }"),
                ModelBeanProblemTests::withModels);
    }

    @Test
    void namesTheNearestBeanAndAllOthers() {
        Report report = report("bean/openAIChatModel");

        assertThat(report.description())
                .startsWith("'openAIChatModel' is none of the ChatModel beans. Did you mean 'openAiChatModel'? Known"
                        + " ChatModel beans: openAiChatModel.")
                .contains("Property: signalbox.models.own.deployments[0]", "Value: openAIChatModel");
        assertThat(report.action()).isEqualTo("Name one of them, or add a bean of that name and type.");
    }

    @Test
    void saysWhereThereAreNone() {
        assertThat(Report.of("signalbox: { models: { own: { deployments: [bean/mine] } } }")
                        .description())
                .startsWith("'mine' is none of the ChatModel beans. There are no ChatModel beans.");
    }

    @Test
    void aStreamingModelAloneIsNoDeployment() {
        Report report = report("bean/openAiStreamingChatModel");

        assertThat(report.description())
                .startsWith(
                        "The bean 'openAiStreamingChatModel' is a StreamingChatModel; a deployment needs a ChatModel.");
        assertThat(report.action())
                .isEqualTo("Name a ChatModel bean, and this one as the deployment's 'streaming-bean'.");
    }

    @Test
    void theRouterDoesNotCallItself() {
        assertThat(report("bean/routingChatModel").description())
                .startsWith("The bean 'routingChatModel' is a routing model: the deployment would call the router that"
                        + " calls it.");
    }

    @Test
    void theBeanThatStreamsMustExistToo() {
        Report report = report("{ provider: bean, model-id: openAiChatModel, streaming-bean: openAiStreamingModel }");

        assertThat(report.description())
                .startsWith("'openAiStreamingModel' is none of the StreamingChatModel beans. Did you mean"
                        + " 'openAiStreamingChatModel'? Known StreamingChatModel beans: openAiStreamingChatModel.")
                .contains("Property: signalbox.models.own.deployments[0].streaming-bean");
    }

    @Test
    void aDeploymentThatIsSaidToStreamNeedsABeanThatDoes() {
        Report report = Report.of(
                Yaml.of("signalbox: { models: { own: { deployments:"
                        + " [{ provider: bean, model-id: mine, capabilities: [streaming] }] } } }"),
                runner -> runner.withBean("mine", ChatModel.class, () -> OwnModel.saying("mine")));

        assertThat(report.description())
                .startsWith("The deployment 'bean/mine' is said to stream, but there is no StreamingChatModel bean that"
                        + " goes with 'mine'.")
                .contains("Property: signalbox.models.own.deployments[0].capabilities");
        assertThat(report.action()).isEqualTo("Name one as 'streaming-bean', or take 'streaming' out of the list.");
    }

    @Test
    void onlyBeansHaveBeansThatStream() {
        Report report = report("{ provider: simulated, model-id: s, streaming-bean: openAiStreamingChatModel }");

        assertThat(report.description())
                .contains("the deployment's provider 'simulated' does not speak the dialect 'bean'.")
                .contains("Property: signalbox.models.own.deployments[0].streaming-bean");
    }

    @Test
    void aBeanHasItsOwnUrl() {
        Report report = Report.of(
                Yaml.of("signalbox: { providers: { in-app: { dialect: bean, base-url: 'http://localhost' } },"
                        + " models: { own: { deployments: [in-app/openAiChatModel] } } }"),
                ModelBeanProblemTests::withModels);

        assertThat(report.description())
                .startsWith("The provider 'in-app' has a base-url, an api-key or headers, but its dialect is 'bean': a"
                        + " bean brings its own. Remove them.");
    }

    @Test
    void twoDeploymentsOfOneIdStreamByOneBean() {
        Report report = report("bean/openAiChatModel,"
                + " { provider: bean, model-id: openAiChatModel, streaming-bean: openAiStreamingChatModel }");

        assertThat(report.description())
                .startsWith("Two deployments that stream by different beans share the id 'bean/openAiChatModel'.");
    }

    @Test
    void parametersAreTheCommonOnes() {
        Report report = report("{ provider: bean, model-id: openAiChatModel, parameters: { reasoning-effort: high } }");

        assertThat(report.description())
                .contains("'reasoning-effort' is not a parameter.", "signalbox.models.own.deployments[0].parameters");
    }
}
