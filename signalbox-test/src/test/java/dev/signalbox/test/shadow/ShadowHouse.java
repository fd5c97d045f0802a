package dev.signalbox.test.shadow;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.ShadowEnded;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A policy whose calls go to one model, and copies of them to another; all on the test's thread, when it says so. */
final class ShadowHouse {

    static final Deployment MAIN = Deployment.of("main/a")
            .price(Price.perMillion("2", "10"))
            .local(true)
            .build();
    static final Deployment OTHER =
            Deployment.of("other/b").price(Price.perMillion("1", "2")).build();

    final ScriptedChatModel main = new ScriptedChatModel().always(ScriptedReply.text("known"));
    final ScriptedChatModel other = new ScriptedChatModel().always(ScriptedReply.text("new"));
    final List<RouterEvent> events = new CopyOnWriteArrayList<>();
    final List<Decision> sent = new CopyOnWriteArrayList<>();
    final FakeClockwork time = new FakeClockwork();
    UnaryOperator<PolicySet> policies = set -> set;
    UnaryOperator<Policy.PolicyBuilder> candidate = policy -> policy;
    UnaryOperator<Deployment.DeploymentBuilder> deployment = other -> other;

    Router router(Shadow shadow) {
        return router(policy -> policy.shadow(shadow));
    }

    Router router(UnaryOperator<Policy.PolicyBuilder> routine) {
        Deployment own = deployment.apply(OTHER.toBuilder()).build();
        Policy other =
                candidate.apply(Policy.of("candidate", "other").toBuilder()).build();
        Policy main = routine.apply(Policy.of("routine", "main").toBuilder()).build();
        return Router.builder(
                        Catalogue.of(Model.of("main", MAIN), Model.of("other", own)),
                        policies.apply(PolicySet.of(other, main)))
                .client(MAIN.id(), this.main, this.main.streaming())
                .client(own.id(), this.other, this.other.streaming())
                .listener(listener())
                .clockwork(time.clockwork())
                .build();
    }

    private RouterListener listener() {
        return new RouterListener() {
            @Override
            public void on(RouterEvent event) {
                events.add(event);
            }

            @Override
            public AttemptScope sending(Decision decision, int attempt) {
                sent.add(decision);
                return AttemptScope.NONE;
            }
        };
    }

    static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }

    /** Lets the copies go that are due. */
    void letGo() {
        time.advance(Duration.ZERO);
    }

    <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<ShadowEnded> ended() {
        return events(ShadowEnded.class);
    }
}
