package dev.signalbox.router.autoconfigure;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.KeyedClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Connects each deployment in its provider's dialect, unless the provider's key is missing. */
@RequiredArgsConstructor
final class DialectClients implements DeploymentClients {

    private final CurrentConfiguration configuration;
    private final Dialects dialects;
    private final List<ChatModelListener> listeners;

    @Override
    public Connection connect(ProviderSettings settings, Deployment deployment) {
        Provider provider = configuration.get().provider(settings.name());
        if (provider.keyMissing()) {
            return new Unusable(Reason.NO_KEY, provider.missingKey());
        }
        Dialect dialect = dialects.dialect(provider.dialect());
        List<KeyedClient> clients = new ArrayList<>();
        for (ProviderSettings withKey : provider.settingsByKey()) {
            String key = provider.name() + (clients.isEmpty() ? "" : ", key " + (clients.size() + 1));
            clients.add(new KeyedClient(key, identity(withKey), connect(dialect, withKey, deployment)));
        }
        return new Usable(clients);
    }

    private DeploymentClient connect(Dialect dialect, ProviderSettings settings, Deployment deployment) {
        return deployment.embeds()
                ? dialect.connectEmbeddings(settings, deployment)
                : dialect.connect(settings, deployment, listeners);
    }

    private static String identity(ProviderSettings provider) {
        ApiKey key = provider.apiKey();
        return key == null ? provider.name() : provider.name() + ' ' + key.fingerprint();
    }
}
