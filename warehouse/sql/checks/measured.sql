-- Observations that no measurement counts, or that two do.
SELECT observation_id, count(measurement_id)
FROM observation
LEFT JOIN (
    SELECT measurement_id, unnest(observation_ids) AS observation_id FROM measurement
) USING (observation_id)
GROUP BY observation_id
HAVING count(measurement_id) <> 1
