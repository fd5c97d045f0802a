package dev.signalbox.router.observe;

import dev.signalbox.router.model.Deployment;

/**
 * All names under which calls and attempts are observed and measured. Those that begin with {@code gen_ai} follow
 * OpenTelemetry's semantic conventions for generative AI, which are still in development; the others are ours.
 */
public final class ObservationNames {

    /** The observation of a logical call. */
    public static final String CALL = "signalbox.call";
    /** The observation of an attempt. */
    public static final String ATTEMPT = "signalbox.attempt";

    // OpenTelemetry's attributes
    public static final String OPERATION = "gen_ai.operation.name";
    public static final String PROVIDER = "gen_ai.provider.name";
    public static final String CONVERSATION = "gen_ai.conversation.id";
    public static final String AGENT = "gen_ai.agent.name";
    public static final String OUTPUT_TYPE = "gen_ai.output.type";
    public static final String REQUEST_MODEL = "gen_ai.request.model";
    public static final String REQUEST_STREAM = "gen_ai.request.stream";
    public static final String REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens";
    public static final String REQUEST_TEMPERATURE = "gen_ai.request.temperature";
    public static final String REQUEST_TOP_P = "gen_ai.request.top_p";
    public static final String REQUEST_TOP_K = "gen_ai.request.top_k";
    public static final String REQUEST_FREQUENCY_PENALTY = "gen_ai.request.frequency_penalty";
    public static final String REQUEST_PRESENCE_PENALTY = "gen_ai.request.presence_penalty";
    public static final String RESPONSE_ID = "gen_ai.response.id";
    public static final String RESPONSE_MODEL = "gen_ai.response.model";
    public static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    public static final String FIRST_CHUNK = "gen_ai.response.time_to_first_chunk";
    public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    public static final String CACHED_TOKENS = "gen_ai.usage.cache_read.input_tokens";
    public static final String REASONING_TOKENS = "gen_ai.usage.reasoning.output_tokens";
    public static final String TOKEN_TYPE = "gen_ai.token.type";
    public static final String ERROR_TYPE = "error.type";
    public static final String SERVER_ADDRESS = "server.address";
    public static final String SERVER_PORT = "server.port";
    public static final String HTTP_STATUS = "http.response.status_code";

    // OpenTelemetry's attributes of content, set only where the application asks for it
    public static final String SYSTEM_INSTRUCTIONS = "gen_ai.system_instructions";
    public static final String INPUT_MESSAGES = "gen_ai.input.messages";
    public static final String OUTPUT_MESSAGES = "gen_ai.output.messages";

    // our attributes
    public static final String DECISION = "signalbox.decision";
    public static final String POLICY = "signalbox.policy";
    public static final String POLICY_SOURCE = "signalbox.policy.source";
    public static final String RULE = "signalbox.rule";
    public static final String GUARDS = "signalbox.guards";
    public static final String CANDIDATES = "signalbox.candidates";
    public static final String EXCLUSIONS = "signalbox.exclusions";
    public static final String SERVICE = "signalbox.service";
    public static final String METHOD = "signalbox.method";
    public static final String TENANT = "signalbox.tenant";
    public static final String USER = "signalbox.user";
    public static final String MODEL = "signalbox.model";
    public static final String DEPLOYMENT = "signalbox.deployment";
    public static final String ATTEMPT_NUMBER = "signalbox.attempt.number";
    public static final String ATTEMPT_KIND = "signalbox.attempt.kind";
    public static final String OUTCOME = "signalbox.outcome";
    public static final String ATTEMPTS = "signalbox.attempts";
    public static final String INPUT_TOKENS_OF_CALL = "signalbox.usage.input_tokens";
    public static final String OUTPUT_TOKENS_OF_CALL = "signalbox.usage.output_tokens";
    public static final String ESTIMATED = "signalbox.usage.estimated";
    public static final String COST = "signalbox.cost";
    public static final String RATE_LIMIT = "signalbox.rate_limit";
    public static final String COOLDOWN_CAUSE = "signalbox.cooldown.cause";
    public static final String BUDGET = "signalbox.budget";
    public static final String STORE_OPERATION = "signalbox.store.operation";
    public static final String DEGRADED_BY = "signalbox.degraded_by";

    // OpenTelemetry's metrics
    public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
    public static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    public static final String TOKEN_USAGE = "gen_ai.client.token.usage";

    // our meters, besides those named like an attribute: signalbox.attempts and signalbox.cost
    public static final String CALL_DURATION = "signalbox.call.duration";
    public static final String ATTEMPTS_ACTIVE = "signalbox.attempts.active";
    public static final String CACHED_TOKENS_TOTAL = "signalbox.tokens.cached";
    public static final String REASONING_TOKENS_TOTAL = "signalbox.tokens.reasoning";
    public static final String COST_UNKNOWN = "signalbox.cost.unknown";
    public static final String COOLDOWNS = "signalbox.cooldowns";
    public static final String SHADOWS = "signalbox.shadows";
    public static final String SHADOW_COST = "signalbox.shadow.cost";
    public static final String BUDGET_USED = "signalbox.budget.used";
    public static final String BUDGET_REFUSED = "signalbox.budget.refused";
    public static final String BUDGET_WARNINGS = "signalbox.budget.warnings";
    public static final String BUDGET_EXCEEDED = "signalbox.budget.exceeded";
    public static final String BUDGET_STORE_FAILURES = "signalbox.budget.store.failures";
    public static final String RATE_LIMIT_REFUSED = "signalbox.rate_limit.refused";
    public static final String COOLING = "signalbox.deployment.cooling";
    public static final String DISABLED = "signalbox.deployment.disabled";

    /** Where a meter's tag has no value. */
    static final String NONE = "none";

    private ObservationNames() {}

    /** What a deployment does, in OpenTelemetry's words. */
    static String operation(Deployment deployment) {
        return deployment.embeds() ? "embeddings" : "chat";
    }
}
