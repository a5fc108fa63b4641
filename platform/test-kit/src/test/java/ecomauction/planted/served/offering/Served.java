package ecomauction.planted.served.offering;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@Path("/v1/lots")
class LotResource {
    @POST
    String open() {
        return helper();
    }

    /// Allowed: it answers nothing.
    String helper() {
        return "";
    }
}
