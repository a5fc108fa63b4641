/// Who is behind a user id: name and e-mail, asked of Keycloak.
@NullMarked
package ecomauction.notification.recipients;

import org.jspecify.annotations.NullMarked;
