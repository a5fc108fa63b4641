/// Alarms reach the people who run the system: one mail for each kind of trouble, with the first
/// error that caused it.
@NullMarked
package ecomauction.notification.alarm;

import org.jspecify.annotations.NullMarked;
