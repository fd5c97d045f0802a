package dev.signalbox.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTests {

    private final Deployment sonnet =
            Deployment.of("anthropic/claude-sonnet-4-6").build();

    @Test
    void namesADeploymentByItsSlugUnlessItHasAnId() {
        Deployment routed =
                Deployment.of("openrouter/anthropic/claude-sonnet-4-6").build();

        assertThat(routed.provider()).isEqualTo("openrouter");
        assertThat(routed.modelId()).isEqualTo("anthropic/claude-sonnet-4-6");
        assertThat(routed.id()).isEqualTo("openrouter/anthropic/claude-sonnet-4-6");
        assertThat(routed.toBuilder().id("eu").build().id()).isEqualTo("eu");
    }

    @Test
    void refusesASlugWithoutProviderOrModel() {
        for (String slug : new String[] {"gpt-4.1", "/gpt-4.1", "openai/"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Deployment.of(slug))
                    .withMessage("'" + slug + "' does not name a deployment. Write provider/model-id,"
                            + " for example openrouter/openai/gpt-4.1.");
        }
    }

    @Test
    void findsModelsByNameAndAlias() {
        Model strong = Model.of("strong", sonnet).withAliases("anthropic/claude-sonnet-4-6", "best");
        Catalogue catalogue = Catalogue.of(strong);

        assertThat(catalogue.model("best")).contains(strong);
        assertThat(catalogue.names()).containsExactly("strong", "anthropic/claude-sonnet-4-6", "best");
        assertThat(catalogue.model("worst")).isEmpty();
    }

    @Test
    void refusesOneNameForTwoModels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(
                        Model.of("a", sonnet), Model.of("b", sonnet).withAliases("a")))
                .withMessage("The name 'a' belongs to the model 'a' and to the model 'b'."
                        + " Rename one, or remove the alias.");
    }

    @Test
    void sharesOneDeploymentBetweenModelsButNotOneIdBetweenDeployments() {
        Deployment same = Deployment.of("anthropic/claude-sonnet-4-6").build();
        Deployment other = same.toBuilder().local(true).build();

        assertThat(Catalogue.of(Model.of("a", sonnet), Model.of("b", same)).deployments())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(Model.of("a", sonnet), Model.of("b", other)))
                .withMessageContaining("share the id 'anthropic/claude-sonnet-4-6'");
    }

    @Test
    void aModelIsOfTheKindOfItsDeployments() {
        Deployment vectors = Deployment.of("openai/text-embedding-3-small")
                .capabilities(Set.of(Capability.EMBEDDINGS))
                .build();

        assertThat(Model.of("strong", sonnet).kind()).isEqualTo(ModelKind.CHAT);
        assertThat(Model.of("embedder", vectors).kind()).isEqualTo(ModelKind.EMBEDDING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.of("both", sonnet, vectors))
                .withMessageContaining("Make two models of them.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vectors.toBuilder()
                        .capabilities(Set.of(Capability.EMBEDDINGS, Capability.TOOLS))
                        .build())
                .withMessageContaining("'embeddings' is all it can");
    }

    @Test
    void suggestsTheNearestName() {
        var known = Catalogue.of(Model.of("strong", sonnet), Model.of("small", sonnet))
                .names();

        assertThat(Names.nearest("stong", known)).contains("strong");
        assertThat(Names.nearest("embedding", known)).isEmpty();
        assertThat(Names.known("models", "smal", known))
                .isEqualTo(" Did you mean 'small'? Known models: strong, small.");
    }
}
