package config

// Check says what the check command looks for. Rules go by their names, which package rules knows.
type Check struct {
	Off   []string          `key:"uit"`     // rules that are not told
	Level map[string]string `key:"niveau"`  // rule → one of report.Levels
	Limit map[string]int    `key:"grens"`   // rule → its limit
	Words []string          `key:"woorden"` // that are no typing errors here
}
