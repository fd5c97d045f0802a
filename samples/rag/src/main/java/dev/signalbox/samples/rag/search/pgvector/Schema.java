package dev.signalbox.samples.rag.search.pgvector;

import java.util.List;

/** The tables. */
final class Schema {

    static final List<String> STATEMENTS = List.of(
            "create extension if not exists vector",
            "create table if not exists assistant_document (document text primary key, fingerprint text not null)",
            """
            create table if not exists assistant_passage (
              document text not null references assistant_document on delete cascade,
              number integer not null,
              title text not null,
              heading text not null,
              page integer,
              text text not null,
              vector vector(384) not null,
              search tsvector generated always as (
                setweight(to_tsvector('english', title), 'B') || setweight(to_tsvector('english', heading), 'B')
                  || setweight(to_tsvector('english', text), 'A')) stored,
              primary key (document, number))""",
            "create index if not exists assistant_passage_search on assistant_passage using gin (search)",
            "create index if not exists assistant_passage_vector on assistant_passage"
                    + " using hnsw (vector vector_cosine_ops)");

    private Schema() {}
}
