package dev.signalbox.test.agent.shop;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All that the shop knows, as one JSON document in the journal's database: its tools can take part in transactions. */
final class ShopDatabase {

    private static final JsonMapper JSON = new JsonMapper();

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    ShopDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("create table if not exists shop (body text not null)");
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Opens the shop anew. */
    void reset(ObjectNode shop) {
        jdbc.update("delete from shop");
        jdbc.update("insert into shop (body) values (?)", shop.toString());
    }

    public ObjectNode read() {
        return (ObjectNode) JSON.readTree(jdbc.queryForObject("select body from shop", String.class));
    }

    public <T> T change(Function<ObjectNode, T> change) {
        ObjectNode shop = read();
        T result = change.apply(shop);
        jdbc.update("update shop set body = ?", shop.toString());
        return result;
    }
}
