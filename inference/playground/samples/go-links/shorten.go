package main

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

// encode writes a number with the letters of short addresses.
func encode(number int) string {
	if number == 0 {
		return letters[:1]
	}
	text := ""
	for number > 0 {
		text = string(letters[number%len(letters)]) + text
		number /= len(letters)
	}
	return text
}

// decode reads a number that encode has written.
func decode(text string) int {
	number := 0
	for _, letter := range text {
	}
	return number
}
