package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.BudgetSettings;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.provider.simulated.Simulation;
import dev.signalbox.router.resilience.CooldownSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What the properties mean.
 *
 * @param catalogue the models
 * @param policies the policies, rules and guards
 * @param providers those configured or used, by name
 * @param simulations by deployment id, where configured
 * @param beans the application's model beans that deployments call, by deployment id
 * @param cooldowns when deployments are left out
 * @param budgets what may be used
 * @param rateLimits the rate limits that calls are under
 * @param rules the rules as they are written
 * @param keys the virtual keys of the gateway
 */
record RouterConfiguration(
        Catalogue catalogue,
        PolicySet policies,
        Map<String, Provider> providers,
        Map<String, Simulation> simulations,
        Map<String, AdoptedBean> beans,
        CooldownSettings cooldowns,
        BudgetSettings budgets,
        List<RateLimit> rateLimits,
        List<RuleProperties> rules,
        List<VirtualKey> keys) {

    /**
     * Reads the environment.
     *
     * @param dialects the names of the dialects that there are
     * @throws ConfigurationProblem if something does not fit
     */
    static RouterConfiguration read(ConfigurableEnvironment environment, Collection<String> dialects) {
        SignalboxProperties properties = new StrictBinding(environment).bind();
        Providers providers = new Providers(properties.providers(), dialects, environment::getProperty);
        CatalogueReader catalogue = new CatalogueReader(providers, KnownModels.of(properties.catalogue()));
        Catalogue models = catalogue.read(properties.models());
        PolicyReader policies = new PolicyReader(models, providers);
        return new RouterConfiguration(
                models,
                policies.read(properties),
                providers.byName(),
                catalogue.simulations(),
                AdoptedBean.of(properties),
                properties.cooldown().settings(),
                policies.budgets(properties),
                rateLimits(properties),
                properties.rules(),
                properties.gateway().virtualKeys());
    }

    private static List<RateLimit> rateLimits(SignalboxProperties properties) {
        return properties.rateLimits().entrySet().stream()
                .map(entry -> entry.getValue().rateLimit(entry.getKey()))
                .toList();
    }

    RouterConfiguration withCatalogue(Catalogue models) {
        return new RouterConfiguration(
                models, policies, providers, simulations, beans, cooldowns, budgets, rateLimits, rules, keys);
    }

    Provider provider(String name) {
        Provider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("There is no provider '" + name + "'.");
        }
        return provider;
    }

    Simulation simulation(Deployment deployment) {
        return simulations.getOrDefault(deployment.id(), Simulation.DEFAULT);
    }

    /** Whether a deployment that is the same in both is called in the same way in both. */
    boolean connectsAs(RouterConfiguration other, Deployment deployment) {
        return provider(deployment.provider()).equals(other.provider(deployment.provider()))
                && simulation(deployment).equals(other.simulation(deployment))
                && Objects.equals(beans.get(deployment.id()), other.beans.get(deployment.id()));
    }

    /** The property under which a deployment is configured first. */
    String property(Deployment deployment) {
        for (Model model : catalogue.models()) {
            int index = model.deployments().indexOf(deployment);
            if (index >= 0) {
                return "signalbox.models." + model.name() + ".deployments[" + index + "]";
            }
        }
        throw new IllegalArgumentException("There is no deployment '" + deployment + "'.");
    }

    /** The deployments of a policy's models, in order. */
    List<Deployment> deployments(Policy policy) {
        return policy.models().stream()
                .flatMap(name -> catalogue.model(name).stream())
                .flatMap(model -> model.deployments().stream())
                .toList();
    }
}
