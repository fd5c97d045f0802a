package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.autoconfigure.DeploymentClients.Unusable;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an application reads of its router when it starts. Holds no secret. */
final class StartTable {

    private static final List<String> HEAD =
            List.of("model", "deployment", "at", "key", "USD/M in/out", "can", "policies", "left out");

    private final RouterConfiguration configuration;
    private final Connections connections;

    StartTable(Connections connections) {
        this.configuration = connections.configuration();
        this.connections = connections;
    }

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Model model : configuration.catalogue().models()) {
            model.deployments().forEach(deployment -> rows.add(row(model, deployment)));
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEAD.size(); column++) {
            int index = column;
            widths.add(
                    rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
        }
        return summary()
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining())
                + notes()
                + budgets().stream().map(StartTable::line).collect(Collectors.joining())
                + rateLimits();
    }

    private String rateLimits() {
        return configuration.rateLimits().stream()
                .map(limit -> "\n  rate limit " + limit.name() + ": " + limit)
                .collect(Collectors.joining());
    }

    private String summary() {
        PolicySet policies = configuration.policies();
        return "Signalbox: " + counted(configuration.catalogue().models().size(), "model") + ", "
                + counted(policies.policies().size(), "policy") + ", default '"
                + policies.defaultPolicy().name() + "', "
                + counted(policies.rules().size(), "rule") + ", "
                + counted(policies.guards().size(), "guard")
                + (budgets().isEmpty() ? "" : ", " + counted(budgets().size(), "budget"));
    }

    private List<Budget> budgets() {
        return configuration.budgets().budgets();
    }

    private static String line(Budget budget) {
        return "\n  budget " + budget.name() + ": " + budget.limit()
                + (budget.per().equals("global") ? "" : " per " + budget.per()) + ", " + budget.window()
                + ", then " + budget.onLimit().name().toLowerCase(Locale.ROOT)
                + (budget.policies().isEmpty() ? "" : ", for " + String.join(" ", new TreeSet<>(budget.policies())));
    }

    private static String counted(int count, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : plural);
    }

    private List<String> row(Model model, Deployment deployment) {
        Provider provider = configuration.provider(deployment.provider());
        return List.of(
                model.name(),
                deployment.id(),
                provider.host(),
                provider.key(),
                price(deployment),
                deployment.capabilities().stream().sorted().map(Capability::key).collect(Collectors.joining(" ")),
                policies(model),
                leftOut(deployment));
    }

    private static String price(Deployment deployment) {
        Price price = deployment.price();
        return price == null ? "unknown" : price.date() == null ? price.toString() : price + "*";
    }

    /** What the marks at the prices mean, where there are any. */
    private String notes() {
        List<Price> prices = configuration.catalogue().deployments().stream()
                .map(Deployment::price)
                .filter(Objects::nonNull)
                .toList();
        String dates = prices.stream()
                .map(Price::date)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(LocalDate::toString)
                .collect(Collectors.joining(", "));
        boolean tiers = prices.stream().anyMatch(price -> !price.tiers().isEmpty());
        return (tiers ? "\n  + other prices for long requests" : "")
                + (dates.isEmpty() ? "" : "\n  * from the catalogue, prices of " + dates);
    }

    private String policies(Model model) {
        return configuration.policies().policies().values().stream()
                .filter(policy -> model.names().anyMatch(policy.models()::contains))
                .map(Policy::name)
                .collect(Collectors.joining(" "));
    }

    private String leftOut(Deployment deployment) {
        return connections.get(deployment) instanceof Unusable unusable
                ? unusable.reason() + ": " + unusable.detail()
                : "";
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder("\n ");
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(' ').append(cell).append(" ".repeat(widths.get(column) - cell.length() + 1));
        }
        return line.toString().stripTrailing();
    }
}
