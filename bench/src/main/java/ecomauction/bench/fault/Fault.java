package ecomauction.bench.fault;

/// Something that goes wrong while people bid.
interface Fault {

    /// What is done, in a sentence.
    String title();

    /// Before the load.
    default void prepare(Run run) throws Exception {}

    /// Goes wrong, and is over on return.
    void strike(Run run) throws Exception;

    /// After the load.
    default void check(Run run) throws Exception {}

    /// After the last run, whatever happened.
    default void undo(Run run) throws Exception {}

    interface Strike {
        void on(Run run) throws Exception;
    }

    static Fault of(String title, Strike strike) {
        return new Fault() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public void strike(Run run) throws Exception {
                strike.on(run);
            }
        };
    }
}
