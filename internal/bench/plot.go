package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// The picture, in pixels.
const (
	plotWidth, plotHeight     = 720, 440
	plotLeft, plotRight       = 70, 170
	plotTop, plotBottom       = 40, 60
	plotFloor, plotFirstLabel = 0.05, 14
)

// curve is one line of the plot: wall seconds by n.
type curve struct {
	name, colour, dashes string
	seconds              map[int]float64
}

// curves are the first plan over n: ours, the twin, the limit, and the http
// provider's data source if there is one.
func (r *results) curves(rtt time.Duration) []curve {
	far := fmt.Sprintf(", %d ms", rtt.Milliseconds())
	ours := curve{name: "connector" + far, colour: "#1f6feb", seconds: map[int]float64{}}
	limit := curve{name: "limit" + far, colour: "#6e7781", dashes: "6 4", seconds: map[int]float64{}}
	twin := curve{name: subjectTwin, colour: "#2da44e", seconds: map[int]float64{}}
	http := curve{name: "http data source" + far, colour: "#cf222e", seconds: map[int]float64{}}
	for i := range r.rows {
		row := &r.rows[i]
		s := row.scenario
		if row.step.name != firstPlan || s.name != scenarioDistinct || s.protocol == http2 || s.subject != subjectTwin && s.knobs.RTT != rtt {
			continue
		}
		switch s.subject {
		case subjectOurs:
			ours.seconds[s.n], limit.seconds[s.n] = row.Wall.Seconds(), row.limit().Seconds()
		case subjectTwin:
			twin.seconds[s.n] = row.Wall.Seconds()
		case subjectHTTP:
			http.seconds[s.n] = row.Wall.Seconds()
		}
	}
	return slices.DeleteFunc([]curve{http, ours, limit, twin}, func(c curve) bool { return len(c.seconds) == 0 })
}

// sizes are the sizes of a curve in order.
func (c curve) sizes() []int {
	sizes := make([]int, 0, len(c.seconds))
	for n := range c.seconds {
		sizes = append(sizes, n)
	}
	slices.Sort(sizes)
	return sizes
}

// plot draws the curves with both axes logarithmic, so that what grows linearly
// is a straight line, however small and large the sizes are.
func plot(curves []curve) string {
	lowN, highN, high := math.MaxInt, 1, 1.0
	for _, c := range curves {
		for n, took := range c.seconds {
			lowN, highN, high = min(lowN, n), max(highN, n), max(high, took)
		}
	}
	if lowN >= highN {
		return "" // One size is no line.
	}
	high = math.Pow(10, math.Ceil(math.Log10(high)))
	x := func(n int) float64 {
		return plotLeft + (plotWidth-plotLeft-plotRight)*math.Log(float64(n)/float64(lowN))/math.Log(float64(highN)/float64(lowN))
	}
	y := func(took float64) float64 {
		return plotHeight - plotBottom - (plotHeight-plotTop-plotBottom)*math.Log(max(took, plotFloor)/plotFloor)/math.Log(high/plotFloor)
	}
	var svg strings.Builder
	text := func(x, y float64, anchor, colour, content string) {
		fmt.Fprintf(&svg, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=%q fill=%q>%s</text>\n", x, y, anchor, colour, content)
	}
	line := func(x1, y1, x2, y2 float64) {
		fmt.Fprintf(&svg, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#d0d7de\"/>\n", x1, y1, x2, y2)
	}
	fmt.Fprintf(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n", plotWidth, plotHeight)
	fmt.Fprintf(&svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", plotWidth, plotHeight)
	text(plotLeft, plotTop-18, "start", "#1f2328", "Wall time of the first plan, in seconds")
	for decade := 0.1; decade <= high*1.001; decade *= 10 {
		line(plotLeft, y(decade), plotWidth-plotRight, y(decade))
		text(plotLeft-8, y(decade)+4, "end", "#1f2328", fmt.Sprintf("%g", decade))
	}
	for n := lowN; n <= highN; n *= 10 {
		line(x(n), plotTop, x(n), plotHeight-plotBottom)
		text(x(n), plotHeight-plotBottom+18, "middle", "#1f2328", fmt.Sprint(n))
	}
	text((plotLeft+plotWidth-plotRight)/2, plotHeight-18, "middle", "#1f2328", "credentials in one configuration")
	labelled := math.Inf(-1)
	slices.SortFunc(curves, func(a, b curve) int { return int(y(a.seconds[highN]) - y(b.seconds[highN])) })
	for _, c := range curves {
		points := make([]string, 0, len(c.seconds))
		for _, n := range c.sizes() {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(n), y(c.seconds[n])))
			fmt.Fprintf(&svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=%q><title>%s, %d: %.2f s</title></circle>\n", x(n), y(c.seconds[n]), c.colour, c.name, n, c.seconds[n])
		}
		fmt.Fprintf(&svg, "<polyline points=%q fill=\"none\" stroke=%q stroke-width=\"2\" stroke-dasharray=%q/>\n", strings.Join(points, " "), c.colour, c.dashes)
		// Labels of lines that end close together are moved apart.
		labelled = max(labelled+plotFirstLabel, y(c.seconds[highN])+4)
		text(plotWidth-plotRight+8, labelled, "start", c.colour, c.name)
	}
	svg.WriteString("</svg>\n")
	return svg.String()
}
