// Package retry tries again what may fail.
package retry

import "time"

// Do calls f until it succeeds or the attempts are used up.
func Do(attempts int, wait time.Duration, f func() error) error {
	var err error
	for i := 0; i < attempts; i++ {
		if err = f(); err == nil {
			return nil
		}
		time.Sleep(wait)
	}
	return err
}

// DoUntil calls f until it succeeds or the deadline has passed.
func DoUntil(deadline time.Time, wait time.Duration, f func() error) error {
	for 
}
