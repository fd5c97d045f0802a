package dev.signalbox.router.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.signalbox.router.execution.Clockwork;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;

/**
 * The HTTP clients of the providers: one each, so that the deployments of a provider share its connections.
 *
 * <p>Nobody closes them. A client that a reload has replaced still carries the streams that are under way; when it is
 * no longer referred to and its last exchange is over, the JDK ends its threads.
 */
@RequiredArgsConstructor
final class ProviderHttp {

    private final Executor executor;
    private final Clockwork.ContextCapture context;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    /** A builder for one LangChain4j model, which will change it. */
    HttpClientBuilder builder(ProviderSettings provider, String baseUrl, RequestEdit edit) {
        HttpClient client = new AbortableHttpClient(client(provider, version(baseUrl)), executor, context, edit);
        return JdkHttpClient.builder().httpClientBuilder(new BuiltHttpClient(client));
    }

    private HttpClient client(ProviderSettings provider, Version version) {
        return clients.compute(
                provider.name(),
                (name, known) -> known != null && fits(known, provider, version) ? known : open(provider, version));
    }

    /** Without TLS there is no telling whether a server knows HTTP/2, and asking for an upgrade confuses some. */
    private static Version version(String baseUrl) {
        return baseUrl.toLowerCase(Locale.ROOT).startsWith("https:") ? Version.HTTP_2 : Version.HTTP_1_1;
    }

    private static boolean fits(HttpClient client, ProviderSettings provider, Version version) {
        return client.version() == version && client.connectTimeout().equals(Optional.of(provider.connectTimeout()));
    }

    private static HttpClient open(ProviderSettings provider, Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .connectTimeout(provider.connectTimeout())
                .followRedirects(Redirect.NEVER)
                .build();
    }
}
