/// From what happened to who is told what, and when.
@NullMarked
package ecomauction.notification.news;

import org.jspecify.annotations.NullMarked;
