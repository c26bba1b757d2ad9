package main

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
)

// curve is one line of the plot: wall seconds by number of credentials.
type curve struct {
	name   string
	points plotter.XYs
}

// curves are the first plans at boundRTT by number of credentials, without those of
// one size.
func (r *results) curves() []curve {
	curves := []curve{{name: "http data source"}, {name: "connector"}, {name: "floor"}, {name: "terraform_data"}}
	for i := range r.rows {
		row := &r.rows[i]
		s := row.scenario
		if row.step.name != firstPlan || s.name != scenarioCount || s.protocol == http2 || s.protocol == http1 && s.behavior.RTT != boundRTT {
			continue
		}
		at := slices.Index([]string{subjectHTTP, subjectProduct, subjectFloor, subjectTwin}, s.subject)
		curves[at].points = append(curves[at].points, plotter.XY{X: float64(s.n), Y: row.Wall.Seconds()})
	}
	return slices.DeleteFunc(curves, func(c curve) bool { return len(c.points) < 2 })
}

// plotCurves draws the curves with logarithmic axes, on which linear growth is a
// straight line.
func plotCurves(curves []curve, file string) error {
	p := plot.New()
	p.Title.Text = fmt.Sprintf("Wall time of the first plan, round trip %s", boundRTT)
	p.X.Label.Text, p.Y.Label.Text = "credentials", "seconds"
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Scale, axis.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: -1}
	}
	p.Legend.Top, p.Legend.Left = true, true
	for i, c := range curves {
		line, points, err := plotter.NewLinePoints(c.points)
		if err != nil {
			return err
		}
		line.Color, points.Color = plotutil.Color(i), plotutil.Color(i)
		p.Add(line, points)
		p.Legend.Add(c.name, line, points)
	}
	return p.Save(18*vg.Centimeter, 11*vg.Centimeter, file)
}
