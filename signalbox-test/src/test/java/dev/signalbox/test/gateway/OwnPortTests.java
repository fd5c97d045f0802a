package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A gateway that does not share the port of its application. */
class OwnPortTests {

    @Configuration(proxyBeanMethods = false)
    static class Pages {

        @Bean
        RouterFunction<ServerResponse> page() {
            return RouterFunctions.route()
                    .GET("/page", request -> ServerResponse.ok().body("a page"))
                    .build();
        }
    }

    @Test
    void eachPortServesItsOwn() {
        try (GatewayHouse house = GatewayHouse.with(
                List.of(Pages.class),
                "signalbox.gateway.port=0",
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.small.deployments=sim/small",
                "signalbox.policies.routine.models=small")) {
            int port = ownPort(house);

            assertThat(house.chat(GatewayHouse.asking("small")).statusCode()).isEqualTo(404);
            assertThat(house.get("/page").statusCode()).isEqualTo(200);
            assertThat(send(house, port, "/v1/chat/completions")).isEqualTo(200);
            assertThat(send(house, port, "/page")).isEqualTo(404);
        }
    }

    private static int ownPort(GatewayHouse house) {
        TomcatWebServer server = (TomcatWebServer) house.server();
        Connector[] connectors = server.getTomcat().getService().findConnectors();
        assertThat(connectors).hasSize(2);
        return connectors[0].getLocalPort() == server.getPort()
                ? connectors[1].getLocalPort()
                : connectors[0].getLocalPort();
    }

    private static int send(GatewayHouse house, int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + GatewayHouse.SECRET)
                .POST(BodyPublishers.ofString(GatewayHouse.asking("small")))
                .build();
        return house.send(request).statusCode();
    }
}
